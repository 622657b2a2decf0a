-- What agents run, under its SHA-256; kept for as long as results name it.
create table bundle (
    digest text not null primary key,
    content text not null
) ${clustered};

-- How each journey was watched in [valid_from, valid_to); valid_to is null while it is in force.
create table journey_version (
    journey text not null,
    environment text not null,
    valid_from bigint not null,
    valid_to bigint,
    digest text not null,
    interval_ms bigint not null,
    regions text not null,
    quorum text not null,
    confirm_down integer not null,
    confirm_up integer not null,
    stale_after_ms bigint not null,
    file text not null,
    primary key (journey, environment, valid_from)
) ${clustered};

-- Regions that were expected to vote, as the settings declared them.
create table expected_region (
    region text not null,
    valid_from bigint not null,
    valid_to bigint,
    primary key (region, valid_from)
) ${clustered};
