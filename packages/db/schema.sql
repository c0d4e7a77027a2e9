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

CREATE INDEX device_by_account ON public.device USING btree (account_id);

CREATE INDEX device_session_by_account ON public.device_session USING btree (account_id) WHERE (state = ANY (ARRAY['pending'::text, 'active'::text]));

CREATE OR REPLACE FUNCTION public.now_at()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN clock_timestamp()
;
