-- Whether only an agent with a browser can run it.
alter table held add column browses integer not null default 0;
