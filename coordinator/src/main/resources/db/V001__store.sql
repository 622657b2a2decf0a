-- The store's own name.
create table store (
    id text not null primary key
) ${clustered};
