-- What held the agent's process up during the run, beside the lag of its event loop; -1 where nobody could say.
alter table result add column pause_us bigint not null default 0;
alter table result add column collecting_us bigint not null default 0;
alter table result add column throttled_us bigint not null default -1;
