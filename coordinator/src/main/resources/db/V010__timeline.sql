-- States, kept for ever: of a region, or of the world, whose region is ''. No gaps, and never two alike in a row; the
-- last one's end is the largest bigint.
create table segment (
    journey text not null,
    environment text not null,
    region text not null,
    begins bigint not null,
    ends bigint not null,
    state text not null,
    primary key (journey, environment, region, begins)
) ${clustered};

-- One row: all that was received until then is in the segments.
create table settled (
    received_until bigint not null primary key
) ${clustered};
