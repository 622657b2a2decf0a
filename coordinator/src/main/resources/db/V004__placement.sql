-- The number of the plan in force: one row.
create table plan (
    epoch bigint not null primary key
) ${clustered};

-- Who has what in that plan. Kept for the lease: after a restart a holder that is silent may still be running.
create table held (
    journey text not null,
    environment text not null,
    region text not null,
    digest text not null,
    interval_ms bigint not null,
    mutates integer not null,
    agent text not null,
    not_before bigint not null,
    primary key (journey, environment, region)
) ${clustered};
