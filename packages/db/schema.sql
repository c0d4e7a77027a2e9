-- Generated from the migrations by "pnpm --filter @shiplap/db generate".

create table account (
  id uuid not null default uuidv7(),
  username text not null,
  username_key text not null,
  email text,
  email_key text,
  password_hash text,
  role text not null default 'member'::text,
  epoch integer not null default 0,
  created_at timestamp(3) with time zone not null default now_at(),
  changed_at timestamp(3) with time zone not null default now_at(),
  disabled_at timestamp(3) with time zone,
  deleted_at timestamp(3) with time zone,
  constraint account_check CHECK (((email IS NULL) = (email_key IS NULL))),
  constraint account_check1 CHECK (((deleted_at IS NULL) OR ((email IS NULL) AND (password_hash IS NULL) AND (role = 'member'::text)))),
  constraint account_email_check CHECK ((length(email) <= 254)),
  constraint account_email_key_key UNIQUE (email_key),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_role_check CHECK ((role = ANY (ARRAY['member'::text, 'verifier'::text, 'moderator'::text, 'admin'::text]))),
  constraint account_username_check CHECK (((length(username) >= 3) AND (length(username) <= 30))),
  constraint account_username_key_key UNIQUE (username_key)
);

create table account_event (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  kind text not null,
  session_id uuid,
  device text,
  ip inet,
  user_agent text,
  detail text,
  at timestamp(3) with time zone not null default now_at(),
  constraint account_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint account_event_detail_check CHECK ((length(detail) <= 200)),
  constraint account_event_device_check CHECK ((length(device) <= 80)),
  constraint account_event_kind_check CHECK (((length(kind) >= 3) AND (length(kind) <= 40))),
  constraint account_event_pkey PRIMARY KEY (id),
  constraint account_event_user_agent_check CHECK ((length(user_agent) <= 300))
);

create table account_export (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  content text,
  asked_at timestamp(3) with time zone not null default now_at(),
  ready_at timestamp(3) with time zone,
  constraint account_export_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint account_export_check CHECK (((content IS NULL) = (ready_at IS NULL))),
  constraint account_export_pkey PRIMARY KEY (id)
);

create table board (
  id uuid not null default uuidv7(),
  challenge_id uuid not null,
  epoch integer not null,
  category_id uuid not null,
  assistance text not null,
  constraint board_assistance_check CHECK ((assistance = ANY (ARRAY['unassisted'::text, 'completion'::text, 'agent'::text]))),
  constraint board_category_id_epoch_assistance_key UNIQUE (category_id, epoch, assistance),
  constraint board_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id) ON DELETE RESTRICT,
  constraint board_challenge_id_fkey FOREIGN KEY (challenge_id) REFERENCES challenge(id) ON DELETE RESTRICT,
  constraint board_pkey PRIMARY KEY (id)
);

create table board_entry (
  board_id uuid not null,
  lens text not null,
  run_id uuid not null,
  account_id uuid not null,
  time_ms bigint not null,
  achieved_at timestamp(3) with time zone not null,
  obsolete boolean not null,
  constraint board_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint board_entry_board_id_fkey FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE RESTRICT,
  constraint board_entry_lens_check CHECK ((length(lens) <= 120)),
  constraint board_entry_pkey PRIMARY KEY (board_id, lens, run_id),
  constraint board_entry_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE
);

create table board_record (
  board_id uuid not null,
  run_id uuid not null,
  time_ms bigint not null,
  achieved_at timestamp(3) with time zone not null,
  constraint board_record_board_id_fkey FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE RESTRICT,
  constraint board_record_pkey PRIMARY KEY (board_id, run_id),
  constraint board_record_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE
);

create table board_tally (
  board_id uuid not null,
  lens text not null,
  shift integer not null,
  span bigint not null,
  runners bigint not null,
  constraint board_tally_board_id_fkey FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE RESTRICT,
  constraint board_tally_pkey PRIMARY KEY (board_id, lens, shift, span),
  constraint board_tally_shift_check CHECK ((shift = ANY (ARRAY[18, 12, 6, 0])))
);

create table category (
  id uuid not null default uuidv7(),
  challenge_id uuid not null,
  slug text not null,
  title text not null,
  rules text not null default ''::text,
  "position" integer not null default 1,
  first_milestones integer,
  allows_pause boolean not null default false,
  max_duration_ms bigint not null,
  constraint category_challenge_id_fkey FOREIGN KEY (challenge_id) REFERENCES challenge(id) ON DELETE RESTRICT,
  constraint category_challenge_id_slug_key UNIQUE (challenge_id, slug),
  constraint category_first_milestones_check CHECK ((first_milestones >= 1)),
  constraint category_max_duration_ms_check CHECK (((max_duration_ms >= 60000) AND (max_duration_ms <= 604800000))),
  constraint category_pkey PRIMARY KEY (id),
  constraint category_rules_check CHECK ((length(rules) <= 4000)),
  constraint category_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 60))),
  constraint category_title_check CHECK (((length(title) >= 1) AND (length(title) <= 80)))
);

create table challenge (
  id uuid not null default uuidv7(),
  slug text not null,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint challenge_pkey PRIMARY KEY (id),
  constraint challenge_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 60))),
  constraint challenge_slug_key UNIQUE (slug)
);

create table challenge_version (
  id uuid not null default uuidv7(),
  challenge_id uuid not null,
  number integer not null,
  epoch integer not null,
  title text not null,
  summary text not null,
  brief text not null,
  rules text not null,
  kind text not null,
  estimate_from_ms bigint not null,
  estimate_to_ms bigint not null,
  published_at timestamp(3) with time zone,
  constraint challenge_version_brief_check CHECK (((length(brief) >= 1) AND (length(brief) <= 10000))),
  constraint challenge_version_challenge_id_fkey FOREIGN KEY (challenge_id) REFERENCES challenge(id) ON DELETE RESTRICT,
  constraint challenge_version_challenge_id_number_key UNIQUE (challenge_id, number),
  constraint challenge_version_check CHECK ((estimate_to_ms >= estimate_from_ms)),
  constraint challenge_version_epoch_check CHECK ((epoch >= 1)),
  constraint challenge_version_estimate_from_ms_check CHECK ((estimate_from_ms > 0)),
  constraint challenge_version_kind_check CHECK ((kind = ANY (ARRAY['http'::text, 'cli'::text]))),
  constraint challenge_version_number_check CHECK ((number >= 1)),
  constraint challenge_version_pkey PRIMARY KEY (id),
  constraint challenge_version_rules_check CHECK (((length(rules) >= 1) AND (length(rules) <= 10000))),
  constraint challenge_version_summary_check CHECK (((length(summary) >= 1) AND (length(summary) <= 200))),
  constraint challenge_version_title_check CHECK (((length(title) >= 1) AND (length(title) <= 80)))
);

create table claim_event (
  id uuid not null default uuidv7(),
  submission_id uuid not null,
  run_id uuid not null,
  runner_id uuid not null,
  verifier_id uuid,
  kind text not null,
  at timestamp(3) with time zone not null default now_at(),
  constraint claim_event_kind_check CHECK ((kind = ANY (ARRAY['claim'::text, 'release'::text, 'lapse'::text]))),
  constraint claim_event_never_on_own_run CHECK ((verifier_id <> runner_id)),
  constraint claim_event_pkey PRIMARY KEY (id),
  constraint claim_event_run_id_runner_id_fkey FOREIGN KEY (run_id, runner_id) REFERENCES run(id, account_id) ON DELETE CASCADE,
  constraint claim_event_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES account(id) ON DELETE SET NULL
);

create table device (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  type text not null,
  vendor_uuid uuid,
  cookie_hash bytea,
  name text not null,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint device_check CHECK (((type = 'othr'::text) OR (vendor_uuid IS NOT NULL))),
  constraint device_cookie_hash_check CHECK ((length(cookie_hash) = 32)),
  constraint device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint device_pkey PRIMARY KEY (id),
  constraint device_type_check CHECK ((type = ANY (ARRAY['mobi'::text, 'othr'::text])))
);

create table device_session (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  device_id uuid not null,
  state text not null default 'active'::text,
  means text not null,
  confirmed_by text not null,
  token_hash bytea,
  epoch integer not null,
  ip inet,
  user_agent text,
  idle_ms bigint not null,
  created_at timestamp(3) with time zone not null default now_at(),
  last_seen_at timestamp(3) with time zone not null default now_at(),
  authenticated_at timestamp(3) with time zone not null default now_at(),
  idle_expires_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  ended_by text,
  constraint device_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint device_session_check CHECK (((state = 'active'::text) = (ended_at IS NULL))),
  constraint device_session_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint device_session_check2 CHECK (((means = 'cookie'::text) = (token_hash IS NOT NULL))),
  constraint device_session_confirmed_by_check CHECK ((confirmed_by = ANY (ARRAY['password'::text, 'code'::text, 'setup'::text]))),
  constraint device_session_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id) ON DELETE CASCADE,
  constraint device_session_ended_by_check CHECK ((ended_by = ANY (ARRAY['sign-out'::text, 'device'::text, 'everywhere'::text, 'password'::text, 'reset'::text, 'reuse'::text, 'replaced'::text, 'time'::text, 'admin'::text, 'deletion'::text]))),
  constraint device_session_idle_ms_check CHECK ((idle_ms > 0)),
  constraint device_session_means_check CHECK ((means = ANY (ARRAY['cookie'::text, 'tokens'::text]))),
  constraint device_session_pkey PRIMARY KEY (id),
  constraint device_session_state_check CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text, 'expired'::text]))),
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

create table job_slot (
  kind text not null,
  limit_key text not null,
  lock_token bigint not null,
  job_id bigint not null,
  is_over boolean not null default false,
  counts_until timestamp with time zone,
  constraint job_slot_check CHECK (((NOT is_over) OR (counts_until IS NOT NULL))),
  constraint job_slot_pkey PRIMARY KEY (kind, limit_key, lock_token, job_id)
);

create table kept_answer (
  account_id uuid not null,
  key_hash bytea not null,
  request_hash bytea not null,
  status smallint,
  body text,
  claimed_until timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint kept_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint kept_answer_body_check CHECK ((length(body) <= 1000000)),
  constraint kept_answer_check CHECK (((status IS NULL) = (body IS NULL))),
  constraint kept_answer_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint kept_answer_pkey PRIMARY KEY (account_id, key_hash),
  constraint kept_answer_request_hash_check CHECK ((length(request_hash) = 32)),
  constraint kept_answer_status_check CHECK (((status >= 200) AND (status <= 299)))
);

create table mail_token (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  purpose text not null,
  token_hash bytea not null,
  email text not null,
  email_key text not null,
  created_at timestamp(3) with time zone not null default now_at(),
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint mail_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint mail_token_email_check CHECK ((length(email) <= 254)),
  constraint mail_token_pkey PRIMARY KEY (id),
  constraint mail_token_purpose_check CHECK ((purpose = ANY (ARRAY['reset'::text, 'email'::text]))),
  constraint mail_token_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint mail_token_token_hash_key UNIQUE (token_hash)
);

create table message (
  room_id uuid not null,
  seq bigint not null,
  kind text not null,
  author_id uuid,
  client_key text,
  body text not null,
  fact jsonb,
  run_ms bigint,
  created_at timestamp(3) with time zone not null,
  edited_at timestamp(3) with time zone,
  removed_by text,
  constraint message_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint message_body_check CHECK ((length(body) <= 4000)),
  constraint message_check CHECK (((kind = 'system'::text) = (fact IS NOT NULL))),
  constraint message_check1 CHECK (((removed_by IS NULL) OR (body = ''::text))),
  constraint message_client_key_check CHECK (((length(client_key) >= 1) AND (length(client_key) <= 64))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'system'::text]))),
  constraint message_pkey PRIMARY KEY (room_id, seq),
  constraint message_removed_by_check CHECK ((removed_by = ANY (ARRAY['author'::text, 'moderator'::text]))),
  constraint message_run_ms_check CHECK ((run_ms >= 0)),
  constraint message_seq_check CHECK ((seq >= 1))
);

create table message_change (
  room_id uuid not null,
  seq bigint not null,
  kind text not null,
  target bigint not null,
  actor_id uuid,
  was text not null,
  created_at timestamp(3) with time zone not null,
  constraint message_change_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint message_change_check CHECK ((seq > target)),
  constraint message_change_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'removal'::text]))),
  constraint message_change_pkey PRIMARY KEY (room_id, seq),
  constraint message_change_room_id_target_fkey FOREIGN KEY (room_id, target) REFERENCES message(room_id, seq) ON DELETE CASCADE
);

create table message_mention (
  account_id uuid not null,
  room_id uuid not null,
  seq bigint not null,
  constraint message_mention_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint message_mention_pkey PRIMARY KEY (account_id, room_id, seq),
  constraint message_mention_room_id_seq_fkey FOREIGN KEY (room_id, seq) REFERENCES message(room_id, seq) ON DELETE CASCADE
);

create table message_report (
  id uuid not null default uuidv7(),
  room_id uuid not null,
  seq bigint not null,
  reporter_id uuid not null,
  reason text not null,
  state text not null default 'open'::text,
  resolved_by uuid,
  created_at timestamp(3) with time zone not null default now_at(),
  resolved_at timestamp(3) with time zone,
  constraint message_report_check CHECK (((state = 'open'::text) = (resolved_at IS NULL))),
  constraint message_report_pkey PRIMARY KEY (id),
  constraint message_report_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 500))),
  constraint message_report_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint message_report_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES account(id) ON DELETE SET NULL,
  constraint message_report_room_id_seq_fkey FOREIGN KEY (room_id, seq) REFERENCES message(room_id, seq) ON DELETE CASCADE,
  constraint message_report_room_id_seq_reporter_id_key UNIQUE (room_id, seq, reporter_id),
  constraint message_report_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text])))
);

create table message_words (
  room_id uuid not null,
  seq bigint not null,
  created_at timestamp(3) with time zone not null,
  words tsvector not null,
  constraint message_words_pkey PRIMARY KEY (room_id, seq),
  constraint message_words_room_id_seq_fkey FOREIGN KEY (room_id, seq) REFERENCES message(room_id, seq) ON DELETE CASCADE
);

create table message_words_due (
  room_id uuid not null,
  first_seq bigint not null,
  last_seq bigint not null
);

create table message_words_stale (
  room_id uuid not null,
  first_seq bigint not null,
  last_seq bigint not null
);

create table milestone (
  challenge_version_id uuid not null,
  "position" integer not null,
  slug text not null,
  title text not null,
  contract text not null,
  constraint milestone_challenge_version_id_fkey FOREIGN KEY (challenge_version_id) REFERENCES challenge_version(id) ON DELETE CASCADE,
  constraint milestone_challenge_version_id_slug_key UNIQUE (challenge_version_id, slug),
  constraint milestone_contract_check CHECK (((length(contract) >= 1) AND (length(contract) <= 4000))),
  constraint milestone_pkey PRIMARY KEY (challenge_version_id, "position"),
  constraint milestone_position_check CHECK (("position" >= 1)),
  constraint milestone_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 60))),
  constraint milestone_title_check CHECK (((length(title) >= 1) AND (length(title) <= 80)))
);

create table notice (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  kind text not null,
  body jsonb not null,
  cause text not null,
  created_at timestamp(3) with time zone not null default now_at(),
  read_at timestamp(3) with time zone,
  constraint notice_account_id_cause_key UNIQUE (account_id, cause),
  constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint notice_cause_check CHECK ((length(cause) <= 120)),
  constraint notice_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 60))),
  constraint notice_pkey PRIMARY KEY (id)
);

create table pending_session (
  id uuid not null default uuidv7(),
  email text not null,
  email_key text not null,
  type text not null,
  vendor_uuid uuid,
  cookie_hash bytea,
  name text not null,
  device_id uuid not null default uuidv7(),
  state text not null default 'pending'::text,
  token_hashes bytea[] not null,
  code_hash bytea not null,
  tries integer not null default 0,
  code_sent_at timestamp(3) with time zone not null default now_at(),
  code_expires_at timestamp(3) with time zone not null,
  stay boolean not null default false,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint pending_session_check CHECK (((type = 'othr'::text) OR (vendor_uuid IS NOT NULL))),
  constraint pending_session_code_hash_check CHECK ((length(code_hash) = 32)),
  constraint pending_session_cookie_hash_check CHECK ((length(cookie_hash) = 32)),
  constraint pending_session_email_check CHECK ((length(email) <= 254)),
  constraint pending_session_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint pending_session_pkey PRIMARY KEY (id),
  constraint pending_session_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'expired'::text]))),
  constraint pending_session_token_hashes_check CHECK (((cardinality(token_hashes) >= 1) AND (cardinality(token_hashes) <= 4))),
  constraint pending_session_tries_check CHECK (((tries >= 0) AND (tries <= 5))),
  constraint pending_session_type_check CHECK ((type = ANY (ARRAY['mobi'::text, 'othr'::text])))
);

create table refresh_family (
  session_id uuid not null,
  generation integer not null default 1,
  current_hash bytea not null,
  previous_hash bytea,
  nonce bytea not null,
  rotated_at timestamp(3) with time zone not null default now_at(),
  constraint refresh_family_check CHECK (((generation > 1) = (previous_hash IS NOT NULL))),
  constraint refresh_family_current_hash_check CHECK ((length(current_hash) = 32)),
  constraint refresh_family_nonce_check CHECK ((length(nonce) = 16)),
  constraint refresh_family_pkey PRIMARY KEY (session_id),
  constraint refresh_family_previous_hash_check CHECK ((length(previous_hash) = 32)),
  constraint refresh_family_session_id_fkey FOREIGN KEY (session_id) REFERENCES device_session(id) ON DELETE CASCADE
);

create table room (
  id uuid not null default uuidv7(),
  slug text not null,
  title text not null,
  topic text not null default ''::text,
  kind text not null,
  challenge_id uuid,
  run_id uuid,
  created_by uuid,
  last_seq bigint not null default 0,
  last_at timestamp(3) with time zone,
  epoch integer not null default 0,
  access integer not null default 0,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint room_challenge_id_fkey FOREIGN KEY (challenge_id) REFERENCES challenge(id) ON DELETE CASCADE,
  constraint room_challenge_id_key UNIQUE (challenge_id),
  constraint room_check CHECK (((kind = 'challenge'::text) = (challenge_id IS NOT NULL))),
  constraint room_check1 CHECK (((kind = 'run'::text) = (run_id IS NOT NULL))),
  constraint room_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id) ON DELETE SET NULL,
  constraint room_kind_check CHECK ((kind = ANY (ARRAY['public'::text, 'private'::text, 'challenge'::text, 'run'::text]))),
  constraint room_last_seq_check CHECK ((last_seq >= 0)),
  constraint room_pkey PRIMARY KEY (id),
  constraint room_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE,
  constraint room_run_id_key UNIQUE (run_id),
  constraint room_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 70))),
  constraint room_slug_key UNIQUE (slug),
  constraint room_title_check CHECK (((length(title) >= 1) AND (length(title) <= 80))),
  constraint room_topic_check CHECK ((length(topic) <= 300))
);

create table room_audit (
  id uuid not null default uuidv7(),
  room_id uuid not null,
  actor_id uuid,
  act text not null,
  subject_id uuid,
  seq bigint,
  detail text not null default ''::text,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint room_audit_act_check CHECK ((act = ANY (ARRAY['add'::text, 'remove-member'::text, 'set-role'::text, 'mute'::text, 'unmute'::text, 'ban'::text, 'unban'::text, 'remove-message'::text, 'uphold-report'::text, 'dismiss-report'::text, 'rename'::text]))),
  constraint room_audit_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint room_audit_detail_check CHECK ((length(detail) <= 600)),
  constraint room_audit_pkey PRIMARY KEY (id),
  constraint room_audit_room_id_fkey FOREIGN KEY (room_id) REFERENCES room(id) ON DELETE CASCADE,
  constraint room_audit_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES account(id) ON DELETE SET NULL
);

create table room_member (
  room_id uuid not null,
  account_id uuid not null,
  role text not null default 'member'::text,
  read_seq bigint not null default 0,
  joined_at timestamp(3) with time zone not null default now_at(),
  constraint room_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint room_member_pkey PRIMARY KEY (room_id, account_id),
  constraint room_member_role_check CHECK ((role = ANY (ARRAY['member'::text, 'moderator'::text, 'owner'::text]))),
  constraint room_member_room_id_fkey FOREIGN KEY (room_id) REFERENCES room(id) ON DELETE CASCADE
);

create table room_sanction (
  room_id uuid not null,
  account_id uuid not null,
  kind text not null,
  until timestamp(3) with time zone,
  reason text not null default ''::text,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint room_sanction_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint room_sanction_kind_check CHECK ((kind = ANY (ARRAY['mute'::text, 'ban'::text]))),
  constraint room_sanction_pkey PRIMARY KEY (room_id, account_id, kind),
  constraint room_sanction_reason_check CHECK ((length(reason) <= 500)),
  constraint room_sanction_room_id_fkey FOREIGN KEY (room_id) REFERENCES room(id) ON DELETE CASCADE
);

create table run (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  challenge_version_id uuid not null,
  category_id uuid not null,
  board_id uuid not null,
  stack text[] not null default '{}'::text[],
  milestone_count integer not null,
  evidence text not null default 'timed'::text,
  arm_key text not null,
  armed_at timestamp(3) with time zone not null default now_at(),
  state text not null default 'armed'::text,
  last_seq integer not null default 0,
  last_at timestamp(3) with time zone,
  started_at timestamp(3) with time zone,
  paused_at timestamp(3) with time zone,
  paused_ms bigint not null default 0,
  ended_at timestamp(3) with time zone,
  time_ms bigint,
  clock_stepped boolean not null default false,
  submitted boolean not null default false,
  constraint run_account_id_arm_key_key UNIQUE (account_id, arm_key),
  constraint run_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint run_arm_key_check CHECK ((length(arm_key) <= 64)),
  constraint run_board_id_fkey FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE RESTRICT,
  constraint run_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id) ON DELETE RESTRICT,
  constraint run_challenge_version_id_fkey FOREIGN KEY (challenge_version_id) REFERENCES challenge_version(id) ON DELETE RESTRICT,
  constraint run_check CHECK (((state = 'armed'::text) = (started_at IS NULL))),
  constraint run_check1 CHECK (((state = 'armed'::text) = (last_seq = 0))),
  constraint run_check2 CHECK (((state = 'paused'::text) = (paused_at IS NOT NULL))),
  constraint run_check3 CHECK (((state = ANY (ARRAY['finished'::text, 'abandoned'::text, 'expired'::text])) = (ended_at IS NOT NULL))),
  constraint run_check4 CHECK (((state = 'finished'::text) = (time_ms IS NOT NULL))),
  constraint run_check5 CHECK (((NOT submitted) OR (state = 'finished'::text))),
  constraint run_evidence_check CHECK ((evidence = ANY (ARRAY['timed'::text, 'checked'::text, 'replayed'::text]))),
  constraint run_id_account_id_key UNIQUE (id, account_id),
  constraint run_milestone_count_check CHECK ((milestone_count >= 1)),
  constraint run_paused_ms_check CHECK ((paused_ms >= 0)),
  constraint run_pkey PRIMARY KEY (id),
  constraint run_stack_check CHECK ((cardinality(stack) <= 5)),
  constraint run_state_check CHECK ((state = ANY (ARRAY['armed'::text, 'running'::text, 'paused'::text, 'finished'::text, 'abandoned'::text, 'expired'::text]))),
  constraint run_time_ms_check CHECK ((time_ms > 0))
);

create table run_event (
  run_id uuid not null,
  seq integer not null,
  account_id uuid not null,
  kind text not null,
  "position" integer,
  at timestamp(3) with time zone not null,
  elapsed_ms bigint not null,
  client_ms bigint,
  key text,
  constraint run_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint run_event_account_id_key_key UNIQUE (account_id, key),
  constraint run_event_check CHECK (((kind = ANY (ARRAY['split'::text, 'undone'::text, 'skipped'::text, 'finish-undone'::text])) = ("position" IS NOT NULL))),
  constraint run_event_elapsed_ms_check CHECK ((elapsed_ms >= 0)),
  constraint run_event_key_check CHECK ((length(key) <= 64)),
  constraint run_event_kind_check CHECK ((kind = ANY (ARRAY['started'::text, 'split'::text, 'undone'::text, 'skipped'::text, 'paused'::text, 'resumed'::text, 'finish-undone'::text, 'abandoned'::text, 'expired'::text]))),
  constraint run_event_pkey PRIMARY KEY (run_id, seq),
  constraint run_event_position_check CHECK (("position" >= 1)),
  constraint run_event_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE,
  constraint run_event_seq_check CHECK ((seq >= 1))
);

create table signing_key (
  kid text not null,
  public_jwk jsonb not null,
  sealed_secret bytea not null,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint signing_key_kid_check CHECK (((length(kid) >= 8) AND (length(kid) <= 64))),
  constraint signing_key_pkey PRIMARY KEY (kid)
);

create table split (
  run_id uuid not null,
  "position" integer not null,
  account_id uuid not null,
  board_id uuid not null,
  elapsed_ms bigint not null,
  segment_ms bigint,
  counts boolean not null default true,
  constraint split_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint split_board_id_fkey FOREIGN KEY (board_id) REFERENCES board(id) ON DELETE RESTRICT,
  constraint split_elapsed_ms_check CHECK ((elapsed_ms >= 0)),
  constraint split_pkey PRIMARY KEY (run_id, "position"),
  constraint split_position_check CHECK (("position" >= 1)),
  constraint split_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE,
  constraint split_segment_ms_check CHECK ((segment_ms >= 0))
);

create table submission (
  id uuid not null default uuidv7(),
  run_id uuid not null,
  runner_id uuid not null,
  state text not null default 'PENDING'::text,
  revision integer not null default 1,
  round integer not null default 1,
  submitted_at timestamp(3) with time zone not null default now_at(),
  claimed_by uuid,
  claimed_until timestamp(3) with time zone,
  decided_at timestamp(3) with time zone,
  constraint submission_check CHECK ((claimed_by <> runner_id)),
  constraint submission_check1 CHECK (((state = 'PENDING'::text) = (decided_at IS NULL))),
  constraint submission_check2 CHECK (((state = 'PENDING'::text) OR (claimed_by IS NULL))),
  constraint submission_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES account(id) ON DELETE SET NULL,
  constraint submission_id_runner_id_key UNIQUE (id, runner_id),
  constraint submission_pkey PRIMARY KEY (id),
  constraint submission_revision_check CHECK (((revision >= 1) AND (revision <= 4))),
  constraint submission_run_id_key UNIQUE (run_id),
  constraint submission_run_id_runner_id_fkey FOREIGN KEY (run_id, runner_id) REFERENCES run(id, account_id) ON DELETE CASCADE,
  constraint submission_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'REJECTED'::text])))
);

create table submission_revision (
  submission_id uuid not null,
  revision integer not null,
  repository_url text,
  commit_hash text,
  notes text not null default ''::text,
  video_url text,
  video_start_ms bigint not null default 0,
  packages jsonb not null default '[]'::jsonb,
  created_at timestamp(3) with time zone not null default now_at(),
  constraint submission_revision_commit_hash_check CHECK ((commit_hash ~ '^[0-9a-f]{7,64}$'::text)),
  constraint submission_revision_notes_check CHECK ((length(notes) <= 4000)),
  constraint submission_revision_packages_check CHECK ((jsonb_typeof(packages) = 'array'::text)),
  constraint submission_revision_pkey PRIMARY KEY (submission_id, revision),
  constraint submission_revision_repository_url_check CHECK ((length(repository_url) <= 500)),
  constraint submission_revision_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submission(id) ON DELETE CASCADE,
  constraint submission_revision_video_start_ms_check CHECK ((video_start_ms >= 0)),
  constraint submission_revision_video_url_check CHECK ((length(video_url) <= 500))
);

create table verdict (
  id uuid not null default uuidv7(),
  submission_id uuid not null,
  runner_id uuid not null,
  verifier_id uuid,
  kind text not null,
  revision integer not null,
  round integer not null,
  reason text not null default ''::text,
  from_ms bigint,
  to_ms bigint,
  at timestamp(3) with time zone not null default now_at(),
  constraint verdict_check CHECK (((kind = 'retime'::text) = ((to_ms IS NOT NULL) AND (from_ms IS NOT NULL)))),
  constraint verdict_kind_check CHECK ((kind = ANY (ARRAY['approve'::text, 'reject'::text, 'unverify'::text, 'retime'::text]))),
  constraint verdict_never_on_own_run CHECK ((verifier_id <> runner_id)),
  constraint verdict_no_without_reason CHECK (((kind = 'approve'::text) OR (length(btrim(reason)) >= 10))),
  constraint verdict_pkey PRIMARY KEY (id),
  constraint verdict_reason_check CHECK ((length(reason) <= 2000)),
  constraint verdict_submission_id_runner_id_fkey FOREIGN KEY (submission_id, runner_id) REFERENCES submission(id, runner_id) ON DELETE CASCADE,
  constraint verdict_to_ms_check CHECK ((to_ms > 0)),
  constraint verdict_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES account(id) ON DELETE SET NULL
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

CREATE INDEX account_event_by_account ON public.account_event USING btree (account_id, at DESC, id DESC);

CREATE INDEX account_export_by_account ON public.account_export USING btree (account_id, asked_at DESC);

CREATE INDEX account_staff ON public.account USING btree (id) WHERE (role = ANY (ARRAY['moderator'::text, 'admin'::text]));

CREATE UNIQUE INDEX board_entry_best ON public.board_entry USING btree (board_id, lens, account_id) WHERE (NOT obsolete);

CREATE INDEX board_entry_by_account ON public.board_entry USING btree (account_id, board_id);

CREATE INDEX board_entry_order ON public.board_entry USING btree (board_id, lens, time_ms, achieved_at, run_id) WHERE (NOT obsolete);

CREATE INDEX board_entry_order_all ON public.board_entry USING btree (board_id, lens, time_ms, achieved_at, run_id);

CREATE INDEX board_record_latest ON public.board_record USING btree (achieved_at DESC, run_id);

CREATE UNIQUE INDEX board_record_order ON public.board_record USING btree (board_id, time_ms DESC);

CREATE INDEX claim_event_by_submission ON public.claim_event USING btree (submission_id, at);

CREATE INDEX device_by_account ON public.device USING btree (account_id);

CREATE UNIQUE INDEX device_by_cookie ON public.device USING btree (account_id, cookie_hash) WHERE (cookie_hash IS NOT NULL);

CREATE UNIQUE INDEX device_by_vendor ON public.device USING btree (account_id, type, vendor_uuid) WHERE (vendor_uuid IS NOT NULL);

CREATE INDEX device_session_by_account ON public.device_session USING btree (account_id, created_at DESC);

CREATE INDEX device_session_to_sweep ON public.device_session USING btree (idle_expires_at) WHERE (state = 'active'::text);

CREATE INDEX job_by_limit ON public.job USING btree (kind, priority, limit_key, id) WHERE (limit_key IS NOT NULL);

CREATE INDEX job_history_by_id ON ONLY public.job_history USING btree (id);

CREATE INDEX job_history_by_time ON ONLY public.job_history USING brin (finished_at) WITH (pages_per_range='32');

CREATE INDEX job_history_default_finished_at_idx ON public.job_history_default USING brin (finished_at) WITH (pages_per_range='32');

CREATE INDEX job_history_default_id_idx ON public.job_history_default USING btree (id);

CREATE INDEX job_history_default_kind_id_idx ON public.job_history_default USING btree (kind, id) WHERE (state <> 'done'::text);

CREATE INDEX job_history_unhappy ON ONLY public.job_history USING btree (kind, id) WHERE (state <> 'done'::text);

CREATE INDEX job_scheduled_by_time ON public.job_scheduled USING btree (run_at);

CREATE INDEX kept_answer_to_sweep ON public.kept_answer USING btree (created_at);

CREATE INDEX mail_token_by_account ON public.mail_token USING btree (account_id, purpose);

CREATE INDEX message_change_by_target ON public.message_change USING btree (room_id, target, seq);

CREATE UNIQUE INDEX message_once ON public.message USING btree (room_id, author_id, client_key) WHERE (client_key IS NOT NULL);

CREATE INDEX message_report_open ON public.message_report USING btree (room_id, created_at) WHERE (state = 'open'::text);

CREATE INDEX message_words_found ON public.message_words USING gin (words);

CREATE INDEX notice_by_account ON public.notice USING btree (account_id, id DESC);

CREATE INDEX notice_unread ON public.notice USING btree (account_id) WHERE (read_at IS NULL);

CREATE UNIQUE INDEX one_active_session_per_device ON public.device_session USING btree (device_id) WHERE (state = 'active'::text);

CREATE UNIQUE INDEX one_pending_session_per_device ON public.pending_session USING btree (email_key, type, vendor_uuid, cookie_hash) NULLS NOT DISTINCT WHERE (state = 'pending'::text);

CREATE INDEX room_audit_by_room ON public.room_audit USING btree (room_id, id DESC);

CREATE INDEX room_member_by_account ON public.room_member USING btree (account_id);

CREATE INDEX run_by_account ON public.run USING btree (account_id, id DESC);

CREATE INDEX run_finished_by_board ON public.run USING btree (board_id, account_id) WHERE (state = 'finished'::text);

CREATE INDEX run_live ON public.run USING btree (started_at) WHERE (state = ANY (ARRAY['running'::text, 'paused'::text]));

CREATE UNIQUE INDEX run_one_live_per_runner ON public.run USING btree (account_id) WHERE (state = ANY (ARRAY['armed'::text, 'running'::text, 'paused'::text]));

CREATE INDEX split_golds ON public.split USING btree (account_id, board_id, "position", segment_ms) WHERE (counts AND (segment_ms IS NOT NULL));

CREATE INDEX submission_by_runner ON public.submission USING btree (runner_id, id DESC);

CREATE INDEX submission_queue ON public.submission USING btree (submitted_at, id) WHERE (state = 'PENDING'::text);

CREATE INDEX verdict_by_submission ON public.verdict USING btree (submission_id, at);

CREATE UNIQUE INDEX verdict_once_per_round ON public.verdict USING btree (submission_id, round, verifier_id) WHERE (kind = ANY (ARRAY['approve'::text, 'reject'::text]));

CREATE OR REPLACE FUNCTION public.add_messages(to_room uuid, seen_access integer, authors uuid[], keys text[], bodies text[])
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  raised record;
  lasted bigint;
  lines text;
begin
  update room set last_seq = last_seq + cardinality(bodies), last_at = now_at()
  where id = to_room and access = seen_access
  returning last_seq - cardinality(bodies) as before, last_at as at, epoch, run_id into raised;
  if not found then
    return null;
  end if;
  if raised.run_id is not null then
    select floor(extract(epoch from coalesce(paused_at, raised.at) - started_at) * 1000)::bigint - paused_ms into lasted
    from run where id = raised.run_id and state in ('running', 'paused');
  end if;
  insert into message (room_id, seq, kind, author_id, client_key, body, run_ms, created_at)
  select to_room, raised.before + n, 'message', author_id, client_key, body, lasted, raised.at
  from unnest(authors, keys, bodies) with ordinality as draft (author_id, client_key, body, n);
  insert into message_words_due values (to_room, raised.before + 1, raised.before + cardinality(bodies));
  select string_agg(message_line(raised.before + n, 'message', raised.at, account.id, username, client_key, body,
    null, lasted, null, null), E'\n' order by n) into lines
  from unnest(authors, keys, bodies) with ordinality as draft (author_id, client_key, body, n)
  join account on account.id = draft.author_id;
  return concat_ws(E'\n', raised.epoch, raised.before, lines);
end $function$
;

CREATE OR REPLACE FUNCTION public.cut_runs(body text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(body, foreign_sign(), '^'::text, 'g'::text), (('((?:'::text || unspaced_letter()) || ')+)'::text), '^\1^'::text, 'g'::text), (('(?<!\^)('::text || unspaced_letter()) || ')'::text), '\1^\1'::text, 'g'::text)
;

CREATE OR REPLACE FUNCTION public.delete_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from message where room_id = old.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.desired_board_entries(board uuid, runners uuid[])
 RETURNS TABLE(lens text, run_id uuid, account_id uuid, time_ms bigint, achieved_at timestamp with time zone, obsolete boolean)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT listed.lens,
     listed.run_id,
     listed.account_id,
     listed.time_ms,
     listed.achieved_at,
     (row_number() OVER (PARTITION BY listed.lens, listed.account_id ORDER BY listed.time_ms, listed.achieved_at, listed.run_id) > 1)
    FROM ( SELECT r.id AS run_id,
             r.account_id,
             r.time_ms,
             r.ended_at AS achieved_at,
             concat_ws('/'::text, standing.standing, span.span, tool.tool, level.level) AS lens
            FROM (((((run r
              LEFT JOIN submission s ON ((s.run_id = r.id)))
              CROSS JOIN LATERAL unnest(
                 CASE
                     WHEN (s.state = 'APPROVED'::text) THEN ARRAY['official'::text, 'provisional'::text]
                     ELSE ARRAY['provisional'::text]
                 END) standing(standing))
              CROSS JOIN LATERAL unnest(ARRAY['all'::text, to_char((r.ended_at AT TIME ZONE 'UTC'::text), 'YYYY'::text), to_char((r.ended_at AT TIME ZONE 'UTC'::text), 'YYYY-MM'::text)]) span(span))
              CROSS JOIN LATERAL unnest(array_prepend(''::text, r.stack)) tool(tool))
              CROSS JOIN LATERAL unnest(
                 CASE r.evidence
                     WHEN 'replayed'::text THEN ARRAY['timed'::text, 'checked'::text, 'replayed'::text]
                     WHEN 'checked'::text THEN ARRAY['timed'::text, 'checked'::text]
                     ELSE ARRAY['timed'::text]
                 END) level(level))
           WHERE ((r.board_id = desired_board_entries.board) AND (r.account_id = ANY (desired_board_entries.runners)) AND (r.state = 'finished'::text) AND (s.state IS DISTINCT FROM 'REJECTED'::text))) listed;
END
;

CREATE OR REPLACE FUNCTION public.foreign_sign()
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN '[\u00a0\u00a1\u00ab\u00b7\u00bb\u00bf\u2000-\u200a\u2010-\u2029\u202f-\u205e\u3000-\u3004\u3008-\u3020\u3030\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]'::text
;

CREATE OR REPLACE FUNCTION public.iso(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN to_char((at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text)
;

CREATE OR REPLACE FUNCTION public.message_line(seq bigint, kind text, created_at timestamp with time zone, author_id uuid, author_name text, client_key text, body text, fact jsonb, run_ms bigint, edited_at timestamp with time zone, removed_by text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN ((((((((((((((('{"seq":'::text || seq) || ',"kind":"'::text) || kind) || '","at":"'::text) || iso(created_at)) || '"'::text) || COALESCE(((((',"author":{"id":"'::text || author_id) || '","name":'::text) || (to_json(author_name))::text) || '}'::text), ''::text)) || COALESCE((',"key":'::text || (to_json(client_key))::text), ''::text)) || ',"body":'::text) || (to_json(body))::text) || COALESCE((',"fact":'::text || (fact)::text), ''::text)) || COALESCE((',"runMs":'::text || run_ms), ''::text)) || COALESCE(((',"editedAt":"'::text || iso(edited_at)) || '"'::text), ''::text)) || COALESCE(((',"removedBy":"'::text || removed_by) || '"'::text), ''::text)) || '}'::text)
;

CREATE OR REPLACE FUNCTION public.note_account_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.changed_at := now_at();
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.now_at()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN clock_timestamp()
;

CREATE OR REPLACE FUNCTION public.open_challenge_room()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into room (slug, title, kind, challenge_id)
  select 'challenge-' || slug, new.title, 'challenge', id from challenge where id = new.challenge_id
  on conflict (challenge_id) do update set title = excluded.title;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.open_run_room()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare opened uuid;
begin
  insert into room (slug, title, kind, run_id, created_by)
  select 'run-' || new.id, left(account.username || ': ' || version.title, 80), 'run', new.id, new.account_id
  from account, challenge_version version
  where account.id = new.account_id and version.id = new.challenge_version_id
  returning id into opened;
  insert into room_member (room_id, account_id, role) values (opened, new.account_id, 'owner');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.put_in_job(kind text, version smallint, priority smallint, max_attempts smallint, limit_key text, payload json)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO job (kind, version, priority, max_attempts, limit_key, payload)
   VALUES (put_in_job.kind, put_in_job.version, put_in_job.priority, put_in_job.max_attempts, put_in_job.limit_key, put_in_job.payload)
   RETURNING job.id;
END
;

CREATE OR REPLACE FUNCTION public.refresh_board(board uuid, runners uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform from board b where b.id = refresh_board.board for no key update;
  -- Deleted first and inserted after: in one statement, the new best would meet the old one in the unique index.
  delete from board_entry e
  where e.board_id = refresh_board.board and e.account_id = any(runners) and not exists (
    select from desired_board_entries(refresh_board.board, runners) d
    where (d.lens, d.run_id, d.time_ms, d.achieved_at, d.obsolete)
      = (e.lens, e.run_id, e.time_ms, e.achieved_at, e.obsolete));
  insert into board_entry (board_id, lens, run_id, account_id, time_ms, achieved_at, obsolete)
  select refresh_board.board, d.lens, d.run_id, d.account_id, d.time_ms, d.achieved_at, d.obsolete
  from desired_board_entries(refresh_board.board, runners) d
  on conflict (board_id, lens, run_id) do nothing;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'challenge_version' then
    if old.published_at is not null then
      raise exception 'a published challenge version never changes' using errcode = 'restrict_violation';
    end if;
  elsif exists (
    select from challenge_version v
    where v.id in (case when tg_op <> 'DELETE' then new.challenge_version_id end,
                   case when tg_op <> 'INSERT' then old.challenge_version_id end)
      and v.published_at is not null
  ) then
    raise exception 'the milestones of a published challenge version never change' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $function$
;

CREATE OR REPLACE FUNCTION public.runners_before(board uuid, list text, ms bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (SELECT (COALESCE(sum(spans.runners), (0)::numeric))::bigint AS "coalesce" FROM (SELECT board_tally.runners FROM board_tally WHERE ((board_tally.board_id = runners_before.board) AND (board_tally.lens = runners_before.list) AND (board_tally.shift = 18) AND (board_tally.span < (runners_before.ms >> 18))) UNION ALL SELECT board_tally.runners FROM board_tally WHERE ((board_tally.board_id = runners_before.board) AND (board_tally.lens = runners_before.list) AND (board_tally.shift = 12) AND (board_tally.span >= ((runners_before.ms >> 18) << 6)) AND (board_tally.span < (runners_before.ms >> 12))) UNION ALL SELECT board_tally.runners FROM board_tally WHERE ((board_tally.board_id = runners_before.board) AND (board_tally.lens = runners_before.list) AND (board_tally.shift = 6) AND (board_tally.span >= ((runners_before.ms >> 12) << 6)) AND (board_tally.span < (runners_before.ms >> 6))) UNION ALL SELECT board_tally.runners FROM board_tally WHERE ((board_tally.board_id = runners_before.board) AND (board_tally.lens = runners_before.list) AND (board_tally.shift = 0) AND (board_tally.span >= ((runners_before.ms >> 6) << 6)) AND (board_tally.span < runners_before.ms))) spans)
;

CREATE OR REPLACE FUNCTION public.runners_in(board uuid, list text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (SELECT (COALESCE(sum(board_tally.runners), (0)::numeric))::bigint AS "coalesce" FROM board_tally WHERE ((board_tally.board_id = runners_in.board) AND (board_tally.lens = runners_in.list) AND (board_tally.shift = 18)))
;

CREATE OR REPLACE FUNCTION public.tally_board_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into board_tally (board_id, lens, shift, span, runners)
    select board_id, lens, shift, time_ms >> shift, count(*)
    from new_rows cross join unnest(array[18, 12, 6, 0]) shift where not obsolete
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (board_id, lens, shift, span) do update set runners = board_tally.runners + excluded.runners;
  else
    update board_tally t set runners = t.runners - gone.runners
    from (select board_id, lens, shift, time_ms >> shift as span, count(*) as runners
          from old_rows cross join unnest(array[18, 12, 6, 0]) shift where not obsolete
          group by 1, 2, 3, 4) gone
    where (t.board_id, t.lens, t.shift, t.span) = (gone.board_id, gone.lens, gone.shift, gone.span);
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_account_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'account' then
    perform pg_notify('account_changed', new.id::text);
  elsif tg_op = 'INSERT' then
    perform pg_notify('account_changed', new.account_id || ' opened');
  else
    perform pg_notify('account_changed', coalesce(new.account_id, old.account_id)::text);
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_run_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_run_room(new.id, jsonb_build_object('event', new.state, 'timeMs', new.time_ms), new.time_ms);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_run_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_run_room(new.run_id, jsonb_build_object(
    'event', new.kind, 'position', new.position,
    'title', (select title from milestone join run using (challenge_version_id)
              where run.id = new.run_id and milestone.position = new.position)), new.elapsed_ms);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_run_room(told_run uuid, told_fact jsonb, at_ms bigint)
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 WITH raised AS (
          UPDATE room SET last_seq = (room.last_seq + 1), last_at = now_at()
           WHERE (room.run_id = tell_run_room.told_run)
           RETURNING room.id,
             room.last_seq,
             room.last_at
         )
  INSERT INTO message (room_id, seq, kind, body, fact, run_ms, created_at)  SELECT raised.id,
             raised.last_seq,
             'system',
             '',
             jsonb_strip_nulls(tell_run_room.told_fact) AS jsonb_strip_nulls,
             tell_run_room.at_ms AS at_ms,
             raised.last_at
            FROM raised;
END
;

CREATE OR REPLACE FUNCTION public.tell_verdict()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_run_room(submission.run_id, jsonb_build_object('event', new.kind, 'timeMs', new.to_ms), null)
  from submission where submission.id = new.submission_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.time_at_place(board uuid, list text, place bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (SELECT d.span FROM (((((VALUES (time_at_place.place)) wanted(place) CROSS JOIN LATERAL (SELECT s.span, s.runners, (s.past - (s.runners)::numeric) AS before FROM (SELECT board_tally.span, board_tally.runners, sum(board_tally.runners) OVER (ORDER BY board_tally.span) AS past FROM board_tally WHERE ((board_tally.board_id = time_at_place.board) AND (board_tally.lens = time_at_place.list) AND (board_tally.shift = 18) AND (board_tally.runners > 0))) s WHERE (s.past >= (wanted.place)::numeric) ORDER BY s.past LIMIT 1) a) CROSS JOIN LATERAL (SELECT s.span, s.runners, ((a.before + s.past) - (s.runners)::numeric) AS before FROM (SELECT board_tally.span, board_tally.runners, sum(board_tally.runners) OVER (ORDER BY board_tally.span) AS past FROM board_tally WHERE ((board_tally.board_id = time_at_place.board) AND (board_tally.lens = time_at_place.list) AND (board_tally.shift = 12) AND (board_tally.runners > 0) AND (board_tally.span >= (a.span << 6)) AND (board_tally.span < ((a.span + 1) << 6)))) s WHERE ((a.before + s.past) >= (wanted.place)::numeric) ORDER BY s.past LIMIT 1) b) CROSS JOIN LATERAL (SELECT s.span, s.runners, ((b.before + s.past) - (s.runners)::numeric) AS before FROM (SELECT board_tally.span, board_tally.runners, sum(board_tally.runners) OVER (ORDER BY board_tally.span) AS past FROM board_tally WHERE ((board_tally.board_id = time_at_place.board) AND (board_tally.lens = time_at_place.list) AND (board_tally.shift = 6) AND (board_tally.runners > 0) AND (board_tally.span >= (b.span << 6)) AND (board_tally.span < ((b.span + 1) << 6)))) s WHERE ((b.before + s.past) >= (wanted.place)::numeric) ORDER BY s.past LIMIT 1) c) CROSS JOIN LATERAL (SELECT s.span FROM (SELECT board_tally.span, board_tally.runners, sum(board_tally.runners) OVER (ORDER BY board_tally.span) AS past FROM board_tally WHERE ((board_tally.board_id = time_at_place.board) AND (board_tally.lens = time_at_place.list) AND (board_tally.shift = 0) AND (board_tally.runners > 0) AND (board_tally.span >= (c.span << 6)) AND (board_tally.span < ((c.span + 1) << 6)))) s WHERE ((c.before + s.past) >= (wanted.place)::numeric) ORDER BY s.past LIMIT 1) d))
;

CREATE OR REPLACE FUNCTION public.unspaced_letter()
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN '[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u105a-\u108f\u1100-\u11ff\u1780-\u17b3\u17d7\u17dc\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a]*'::text
;

CREATE OR REPLACE FUNCTION public.words_asked(asked text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (regexp_replace(regexp_replace((websearch_to_tsquery('simple'::regconfig, cut_runs(translate(asked, '“”„«»'::text, '"""""'::text))))::text, (((('''('::text || unspaced_letter()) || ')('::text) || unspaced_letter()) || ')'' <-> ''\2''(?! <->)'::text), '''\1\2'''::text, 'g'::text), (('''('::text || unspaced_letter()) || ')'''::text), '''\1'':*'::text, 'g'::text))::tsquery
;

CREATE OR REPLACE FUNCTION public.words_of(body text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (body ~ '[\u00a0-\u00bf\u0e01-\U0003ffff]'::text) THEN to_tsvector('simple'::regconfig, cut_runs(body)) ELSE to_tsvector('simple'::regconfig, body) END
;

CREATE TRIGGER account_change_noted BEFORE UPDATE OF username, email, role, epoch, disabled_at, deleted_at ON public.account FOR EACH ROW EXECUTE FUNCTION note_account_change();

CREATE TRIGGER account_changed AFTER UPDATE OF username, email, role, epoch, disabled_at, deleted_at ON public.account FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE TRIGGER board_entry_counted AFTER INSERT ON public.board_entry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_board_entries();

CREATE TRIGGER board_entry_unchanging BEFORE UPDATE ON public.board_entry FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();

CREATE TRIGGER board_entry_uncounted AFTER DELETE ON public.board_entry REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_board_entries();

CREATE TRIGGER challenge_version_immutable BEFORE DELETE OR UPDATE ON public.challenge_version FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published();

CREATE TRIGGER challenge_version_room AFTER INSERT OR UPDATE OF published_at ON public.challenge_version FOR EACH ROW WHEN ((new.published_at IS NOT NULL)) EXECUTE FUNCTION open_challenge_room();

CREATE TRIGGER claim_event_append_only BEFORE DELETE OR UPDATE ON public.claim_event FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change_of_history();

CREATE TRIGGER device_changed AFTER UPDATE OF name ON public.device FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE TRIGGER device_session_changed AFTER INSERT OR DELETE OR UPDATE OF state, token_hash, authenticated_at ON public.device_session FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE TRIGGER milestone_immutable BEFORE INSERT OR DELETE OR UPDATE ON public.milestone FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published();

CREATE TRIGGER room_lines AFTER DELETE ON public.room FOR EACH ROW EXECUTE FUNCTION delete_lines();

CREATE TRIGGER room_audit_append_only BEFORE DELETE OR UPDATE ON public.room_audit FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change_of_history();

CREATE TRIGGER run_end_told AFTER UPDATE OF state ON public.run FOR EACH ROW WHEN (((new.state IS DISTINCT FROM old.state) AND (new.state = ANY (ARRAY['finished'::text, 'abandoned'::text, 'expired'::text])))) EXECUTE FUNCTION tell_run_end();

CREATE TRIGGER run_room AFTER INSERT ON public.run FOR EACH ROW EXECUTE FUNCTION open_run_room();

CREATE TRIGGER run_event_append_only BEFORE DELETE OR UPDATE ON public.run_event FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change_of_history();

CREATE TRIGGER run_event_told AFTER INSERT ON public.run_event FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['started'::text, 'split'::text, 'undone'::text, 'skipped'::text, 'paused'::text, 'resumed'::text, 'finish-undone'::text]))) EXECUTE FUNCTION tell_run_event();

CREATE TRIGGER verdict_append_only BEFORE DELETE OR UPDATE ON public.verdict FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION refuse_change_of_history();

CREATE TRIGGER verdict_told AFTER INSERT ON public.verdict FOR EACH ROW EXECUTE FUNCTION tell_verdict();
