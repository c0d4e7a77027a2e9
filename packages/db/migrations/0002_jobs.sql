-- Where a job lives says what it waits for: job_scheduled waits for its time, job waits for a worker or runs,
-- job_history has come to an end. A job keeps its id through all three. docs/queue.md draws the states.
create sequence job_id as bigint;

-- The hot table: what can run now and what runs. One index, and one more of jobs that a limit holds back; the columns that
-- a claim writes stand in neither, so that claiming a job rewrites it within its page.
create table job (
  id            bigint not null default nextval('job_id'),
  -- Drawn anew for each claim. Whoever holds another token has lost the job. Null: it waits.
  lock_token    bigint,
  created_at    timestamptz not null default now_at(),
  ready_at      timestamptz not null default now_at(),
  started_at    timestamptz,
  worker_id     integer,
  priority      smallint not null default 1 check (priority between 0 and 2),
  version       smallint not null default 1 check (version > 0),
  attempt       smallint not null default 0 check (attempt >= 0),
  max_attempts  smallint not null check (max_attempts between 1 and 100),
  cancel_asked  boolean not null default false,
  progress      real check (progress between 0 and 1),
  kind          text collate "C" not null check (length(kind) between 1 and 60),
  unique_key    text check (length(unique_key) between 1 and 200),
  limit_key     text collate "C" check (length(limit_key) between 1 and 200),
  payload       json not null check (pg_column_size(payload) <= 65536),
  -- One entry for each failed attempt: {attempt, at, message, fingerprint}.
  errors        json,
  primary key (kind, priority, id),
  check ((lock_token is null) = (worker_id is null)),
  check ((lock_token is null) = (started_at is null)),
  check (lock_token is null or attempt > 0),
  check (lock_token is not null or not cancel_asked)
) with (
  fillfactor = 45, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_threshold = 20000, autovacuum_vacuum_cost_delay = 0
);

create index job_by_limit on job (kind, priority, limit_key, id) where limit_key is not null;

-- Jobs of the future: asked for at a later time, or failed and waiting for their next attempt.
create table job_scheduled (
  id            bigint primary key default nextval('job_id'),
  created_at    timestamptz not null default now_at(),
  run_at        timestamptz not null,
  priority      smallint not null default 1 check (priority between 0 and 2),
  version       smallint not null default 1 check (version > 0),
  attempt       smallint not null default 0 check (attempt >= 0),
  max_attempts  smallint not null check (max_attempts between 1 and 100),
  kind          text collate "C" not null check (length(kind) between 1 and 60),
  unique_key    text check (length(unique_key) between 1 and 200),
  limit_key     text collate "C" check (length(limit_key) between 1 and 200),
  payload       json not null check (pg_column_size(payload) <= 65536),
  errors        json,
  check ((attempt = 0) = (errors is null))
);
create index job_scheduled_by_time on job_scheduled (run_at);

-- Jobs that have come to an end, cut into days, so that forgetting them is dropping a table.
create table job_history (
  id            bigint not null,
  created_at    timestamptz not null,
  ready_at      timestamptz not null,
  started_at    timestamptz,
  finished_at   timestamptz not null,
  worker_id     integer,
  priority      smallint not null,
  version       smallint not null,
  attempt       smallint not null,
  max_attempts  smallint not null,
  state         text collate "C" not null check (state in ('done', 'dead', 'cancelled')),
  kind          text collate "C" not null,
  unique_key    text,
  limit_key     text collate "C",
  fingerprint   text,
  payload       json not null,
  errors        json,
  check ((state = 'dead') = (fingerprint is not null)),
  check (state <> 'done' or started_at is not null)
) partition by range (finished_at);
create table job_history_default partition of job_history default;
create index job_history_by_id on job_history (id);
create index job_history_by_time on job_history using brin (finished_at) with (pages_per_range = 32);
create index job_history_unhappy on job_history (kind, id) where state <> 'done';

-- Who holds a unique key, from enqueue to the end of the job. What came in for a running job under "replace" waits here.
create table job_key (
  kind         text collate "C" not null,
  unique_key   text not null,
  job_id       bigint not null,
  next_payload json,
  next_version smallint,
  primary key (kind, unique_key),
  check ((next_payload is null) = (next_version is null))
);

-- A job that runs under a limit, written by its claim and gone with its end; where the kind has a rate, it stays until it
-- counts no more.
create table job_slot (
  kind          text collate "C" not null,
  limit_key     text collate "C" not null,
  lock_token    bigint not null,
  job_id        bigint not null,
  is_over       boolean not null default false,
  counts_until  timestamptz,
  primary key (kind, limit_key, lock_token, job_id),
  check (not is_over or counts_until is not null)
);

create table worker (
  id           integer generated always as identity primary key,
  name         text not null check (length(name) between 1 and 120),
  pid          integer not null,
  -- The connection that claims and that holds the advisory lock of this worker.
  backend_pid  integer not null,
  concurrency  integer not null check (concurrency > 0),
  running      integer not null default 0 check (running >= 0),
  kinds        text[] not null,
  started_at   timestamptz not null default now_at(),
  seen_at      timestamptz not null default now_at()
);

create table job_pause (
  kind       text collate "C" primary key,
  paused_at  timestamptz not null default now_at(),
  paused_by  uuid references account on delete set null
);

create table job_schedule (
  name     text primary key check (length(name) between 1 and 60),
  kind     text collate "C" not null,
  cron     text not null,
  payload  json not null,
  next_at  timestamptz not null,
  last_at  timestamptz,
  check (last_at is null or last_at < next_at)
);

-- The effect of a job, written in the transaction that completes it: a second try finds it there.
create table job_effect (
  kind        text collate "C" not null,
  effect_key  text not null check (length(effect_key) between 1 and 200),
  made_at     timestamptz not null default now_at(),
  primary key (kind, effect_key)
);

-- What administrators did to jobs.
create table job_act (
  id          bigint generated always as identity primary key,
  account_id  uuid references account on delete set null,
  act         text not null check (act in ('retry', 'cancel', 'run-now', 'pause', 'resume')),
  target      json not null,
  touched     integer not null,
  acted_at    timestamptz not null default now_at()
);
