-- Times are milliseconds since the epoch unless their name says _us: microseconds.

-- What agents found. The key begins with the slot, so that a batch, which holds many journeys of one moment, appends.
create table result (
    slot bigint not null,
    region text not null,
    journey text not null,
    environment text not null,
    cause text not null,
    run_id text not null,
    version text not null,
    agent text not null,
    epoch bigint not null,
    attempt integer not null,
    batch bigint not null,
    received_at bigint not null,
    started_us bigint not null,
    duration_us bigint not null,
    clock_offset_us bigint not null,
    lag_us bigint not null,
    outcome text not null,
    -- What there is to say of the outcome, and the steps: compact JSON, see Compact.
    detail text not null,
    cleanup_failed integer not null,
    trace text not null,
    steps text not null,
    primary key (slot, region, journey, environment, cause, run_id)
) ${clustered};

-- Only what stands out: all else is found by its slot, which can be reckoned.
create index result_notable on result (journey, environment, slot) where outcome <> 'pass';

-- What was said between agent and target; bulky, and kept for shorter.
create table evidence (
    slot bigint not null,
    run_id text not null,
    exchanges text not null,
    primary key (slot, run_id)
) ${clustered};

-- Who signed for the results that name it. Not a foreign key: it is asked by people only, and would cost each row a look.
create table batch (
    number bigint not null primary key,
    id text not null,
    agent text not null,
    region text not null,
    store text not null,
    key_id text not null,
    signature text not null,
    received_at bigint not null,
    -- Of its results that were not there before.
    oldest_slot bigint not null
) ${clustered};

create index batch_received on batch (received_at, oldest_slot);

-- What can never be a result, and why.
create table quarantine (
    number bigint not null primary key,
    received_at bigint not null,
    agent text not null,
    batch text not null,
    run_id text not null,
    reason text not null,
    content text not null
) ${clustered};
