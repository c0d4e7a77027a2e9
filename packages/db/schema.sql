-- Generated from the migrations by "pnpm --filter @shiplap/db generate".

create table account (
  id uuid not null default uuidv7(),
  username text not null,
  username_key text not null,
  email text,
  email_key text,
  email_confirmed_at timestamp(3) with time zone,
  password_hash text,
  role text not null default 'member'::text,
  epoch integer not null default 0,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint account_check CHECK (((email IS NULL) = (email_key IS NULL))),
  constraint account_email_check CHECK ((length(email) <= 254)),
  constraint account_email_key_key UNIQUE (email_key),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_role_check CHECK ((role = ANY (ARRAY['member'::text, 'verifier'::text, 'moderator'::text, 'admin'::text]))),
  constraint account_username_check CHECK (((length(username) >= 3) AND (length(username) <= 30))),
  constraint account_username_key_key UNIQUE (username_key)
);

create table device (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  type text not null,
  vendor_uuid uuid,
  name text not null,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint device_check CHECK (((type = 'othr'::text) OR (vendor_uuid IS NOT NULL))),
  constraint device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint device_pkey PRIMARY KEY (id),
  constraint device_type_check CHECK ((type = ANY (ARRAY['mobi'::text, 'othr'::text])))
);

create table device_session (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  device_id uuid not null,
  state text not null,
  token_hash bytea not null,
  epoch integer not null,
  ip inet,
  user_agent text,
  created_at timestamp(3) with time zone not null default now_at(),
  last_seen_at timestamp(3) with time zone not null default now_at(),
  idle_expires_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint device_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint device_session_check CHECK (((state = ANY (ARRAY['revoked'::text, 'expired'::text])) = (ended_at IS NOT NULL))),
  constraint device_session_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id) ON DELETE CASCADE,
  constraint device_session_pkey PRIMARY KEY (id),
  constraint device_session_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'revoked'::text, 'expired'::text]))),
  constraint device_session_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint device_session_token_hash_key UNIQUE (token_hash),
  constraint device_session_user_agent_check CHECK ((length(user_agent) <= 300))
);

create table job (
  id bigint not null default nextval('job_id'::regclass),
  lock_token bigint,
  created_at timestamp with time zone not null default now_at(),
  ready_at timestamp with time zone not null default now_at(),
  started_at timestamp with time zone,
  worker_id integer,
  priority smallint not null default 1,
  version smallint not null default 1,
  attempt smallint not null default 0,
  max_attempts smallint not null,
  cancel_asked boolean not null default false,
  progress real,
  kind text not null,
  unique_key text,
  limit_key text,
  payload json not null,
  errors json,
  constraint job_attempt_check CHECK ((attempt >= 0)),
  constraint job_check CHECK (((lock_token IS NULL) = (worker_id IS NULL))),
  constraint job_check1 CHECK (((lock_token IS NULL) = (started_at IS NULL))),
  constraint job_check2 CHECK (((lock_token IS NULL) OR (attempt > 0))),
  constraint job_check3 CHECK (((lock_token IS NOT NULL) OR (NOT cancel_asked))),
  constraint job_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 60))),
  constraint job_limit_key_check CHECK (((length(limit_key) >= 1) AND (length(limit_key) <= 200))),
  constraint job_max_attempts_check CHECK (((max_attempts >= 1) AND (max_attempts <= 100))),
  constraint job_payload_check CHECK ((pg_column_size(payload) <= 65536)),
  constraint job_pkey PRIMARY KEY (kind, priority, id),
  constraint job_priority_check CHECK (((priority >= 0) AND (priority <= 2))),
  constraint job_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
  constraint job_unique_key_check CHECK (((length(unique_key) >= 1) AND (length(unique_key) <= 200))),
  constraint job_version_check CHECK ((version > 0))
);

create table job_act (
  id bigint not null,
  account_id uuid,
  act text not null,
  target json not null,
  touched integer not null,
  acted_at timestamp with time zone not null default now_at(),
  constraint job_act_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint job_act_act_check CHECK ((act = ANY (ARRAY['retry'::text, 'cancel'::text, 'run-now'::text, 'pause'::text, 'resume'::text]))),
  constraint job_act_pkey PRIMARY KEY (id)
);

create table job_effect (
  kind text not null,
  effect_key text not null,
  made_at timestamp with time zone not null default now_at(),
  constraint job_effect_effect_key_check CHECK (((length(effect_key) >= 1) AND (length(effect_key) <= 200))),
  constraint job_effect_pkey PRIMARY KEY (kind, effect_key)
);

create table job_history (
  id bigint not null,
  created_at timestamp with time zone not null,
  ready_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone not null,
  worker_id integer,
  priority smallint not null,
  version smallint not null,
  attempt smallint not null,
  max_attempts smallint not null,
  state text not null,
  kind text not null,
  unique_key text,
  limit_key text,
  fingerprint text,
  payload json not null,
  errors json,
  constraint job_history_check CHECK (((state = 'dead'::text) = (fingerprint IS NOT NULL))),
  constraint job_history_check1 CHECK (((state <> 'done'::text) OR (started_at IS NOT NULL))),
  constraint job_history_state_check CHECK ((state = ANY (ARRAY['done'::text, 'dead'::text, 'cancelled'::text])))
);

create table job_history_default (
  id bigint not null,
  created_at timestamp with time zone not null,
  ready_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone not null,
  worker_id integer,
  priority smallint not null,
  version smallint not null,
  attempt smallint not null,
  max_attempts smallint not null,
  state text not null,
  kind text not null,
  unique_key text,
  limit_key text,
  fingerprint text,
  payload json not null,
  errors json,
  constraint job_history_check CHECK (((state = 'dead'::text) = (fingerprint IS NOT NULL))),
  constraint job_history_check1 CHECK (((state <> 'done'::text) OR (started_at IS NOT NULL))),
  constraint job_history_state_check CHECK ((state = ANY (ARRAY['done'::text, 'dead'::text, 'cancelled'::text])))
);

create table job_key (
  kind text not null,
  unique_key text not null,
  job_id bigint not null,
  next_payload json,
  next_version smallint,
  constraint job_key_check CHECK (((next_payload IS NULL) = (next_version IS NULL))),
  constraint job_key_pkey PRIMARY KEY (kind, unique_key)
);

create table job_pause (
  kind text not null,
  paused_at timestamp with time zone not null default now_at(),
  paused_by uuid,
  constraint job_pause_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES account(id) ON DELETE SET NULL,
  constraint job_pause_pkey PRIMARY KEY (kind)
);

create table job_schedule (
  name text not null,
  kind text not null,
  cron text not null,
  payload json not null,
  next_at timestamp with time zone not null,
  last_at timestamp with time zone,
  constraint job_schedule_check CHECK (((last_at IS NULL) OR (last_at < next_at))),
  constraint job_schedule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint job_schedule_pkey PRIMARY KEY (name)
);

create table job_scheduled (
  id bigint not null default nextval('job_id'::regclass),
  created_at timestamp with time zone not null default now_at(),
  run_at timestamp with time zone not null,
  priority smallint not null default 1,
  version smallint not null default 1,
  attempt smallint not null default 0,
  max_attempts smallint not null,
  kind text not null,
  unique_key text,
  limit_key text,
  payload json not null,
  errors json,
  constraint job_scheduled_attempt_check CHECK ((attempt >= 0)),
  constraint job_scheduled_check CHECK (((attempt = 0) = (errors IS NULL))),
  constraint job_scheduled_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 60))),
  constraint job_scheduled_limit_key_check CHECK (((length(limit_key) >= 1) AND (length(limit_key) <= 200))),
  constraint job_scheduled_max_attempts_check CHECK (((max_attempts >= 1) AND (max_attempts <= 100))),
  constraint job_scheduled_payload_check CHECK ((pg_column_size(payload) <= 65536)),
  constraint job_scheduled_pkey PRIMARY KEY (id),
  constraint job_scheduled_priority_check CHECK (((priority >= 0) AND (priority <= 2))),
  constraint job_scheduled_unique_key_check CHECK (((length(unique_key) >= 1) AND (length(unique_key) <= 200))),
  constraint job_scheduled_version_check CHECK ((version > 0))
);

create table worker (
  id integer not null,
  name text not null,
  pid integer not null,
  backend_pid integer not null,
  concurrency integer not null,
  running integer not null default 0,
  kinds text[] not null,
  started_at timestamp with time zone not null default now_at(),
  seen_at timestamp with time zone not null default now_at(),
  constraint worker_concurrency_check CHECK ((concurrency > 0)),
  constraint worker_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint worker_pkey PRIMARY KEY (id),
  constraint worker_running_check CHECK ((running >= 0))
);

CREATE INDEX device_by_account ON public.device USING btree (account_id);

CREATE INDEX device_session_by_account ON public.device_session USING btree (account_id) WHERE (state = ANY (ARRAY['pending'::text, 'active'::text]));

CREATE INDEX job_history_by_id ON ONLY public.job_history USING btree (id);

CREATE INDEX job_history_by_time ON ONLY public.job_history USING brin (finished_at) WITH (pages_per_range='32');

CREATE INDEX job_history_default_finished_at_idx ON public.job_history_default USING brin (finished_at) WITH (pages_per_range='32');

CREATE INDEX job_history_default_id_idx ON public.job_history_default USING btree (id);

CREATE INDEX job_history_default_kind_id_idx ON public.job_history_default USING btree (kind, id) WHERE (state <> 'done'::text);

CREATE INDEX job_history_unhappy ON ONLY public.job_history USING btree (kind, id) WHERE (state <> 'done'::text);

CREATE INDEX job_scheduled_by_time ON public.job_scheduled USING btree (run_at);

CREATE OR REPLACE FUNCTION public.now_at()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN clock_timestamp()
;
