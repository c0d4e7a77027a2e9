-- The one clock of the product. Test databases replace it by one that they can move.
create function now_at() returns timestamptz language sql volatile return clock_timestamp();

create table account (
  id             uuid primary key default uuidv7(),
  username       text not null check (length(username) between 3 and 30),
  username_key   text not null unique,
  -- Only an address whose owner has shown that it is theirs; until then it waits in mail_token.
  email          text check (length(email) <= 254),
  email_key      text unique,
  password_hash  text,
  role           text not null default 'member' check (role in ('member', 'verifier', 'moderator', 'admin')),
  -- Raised by "sign out everywhere": a device session of an older epoch is over.
  epoch          integer not null default 0,
  created_at     timestamptz(3) not null default now_at(),
  -- When something last changed that copies are kept of.
  changed_at     timestamptz(3) not null default now_at(),
  disabled_at    timestamptz(3),
  -- A deleted account keeps its row, without anything of the person, so that boards and rooms stay whole.
  deleted_at     timestamptz(3),
  check ((email is null) = (email_key is null)),
  check (deleted_at is null or (email is null and password_hash is null and role = 'member'))
);

-- A place an account signs in from, known again by its vendor_uuid or by the hash of its device cookie.
create table device (
  id           uuid primary key default uuidv7(),
  account_id   uuid not null references account on delete cascade,
  type         text not null check (type in ('mobi', 'othr')),
  vendor_uuid  uuid,
  cookie_hash  bytea check (length(cookie_hash) = 32),
  name         text not null check (length(name) between 1 and 80),
  created_at   timestamptz(3) not null default now_at(),
  check (type = 'othr' or vendor_uuid is not null)
);
create index device_by_account on device (account_id);
create unique index device_by_vendor on device (account_id, type, vendor_uuid) where vendor_uuid is not null;
create unique index device_by_cookie on device (account_id, cookie_hash) where cookie_hash is not null;

-- One sign-in of an account on a device. A pending one is in pending_session and opens nothing.
create table device_session (
  id                uuid primary key default uuidv7(),
  account_id        uuid not null references account on delete cascade,
  device_id         uuid not null references device on delete cascade,
  state             text not null default 'active' check (state in ('active', 'revoked', 'expired')),
  -- What opens it: an opaque token in a cookie, or an access token kept fresh by a family of refresh tokens.
  means             text not null check (means in ('cookie', 'tokens')),
  confirmed_by      text not null check (confirmed_by in ('password', 'code', 'setup')),
  -- SHA-256 of the cookie's token; the token itself is stored nowhere.
  token_hash        bytea unique check (length(token_hash) = 32),
  epoch             integer not null,
  ip                inet,
  user_agent        text check (length(user_agent) <= 300),
  idle_ms           bigint not null check (idle_ms > 0),
  created_at        timestamptz(3) not null default now_at(),
  last_seen_at      timestamptz(3) not null default now_at(),
  -- When its owner last gave a password or a code here; what matters most asks for it again.
  authenticated_at  timestamptz(3) not null default now_at(),
  idle_expires_at   timestamptz(3) not null,
  expires_at        timestamptz(3),
  ended_at          timestamptz(3),
  ended_by          text check (ended_by in ('sign-out', 'device', 'everywhere', 'password', 'reset', 'reuse', 'replaced', 'time', 'admin', 'deletion')),
  check ((state = 'active') = (ended_at is null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((means = 'cookie') = (token_hash is not null))
);
create unique index one_active_session_per_device on device_session (device_id) where state = 'active';
create index device_session_by_account on device_session (account_id, created_at desc);
create index device_session_to_sweep on device_session (idle_expires_at) where state = 'active';

-- The refresh tokens of one device session. Only the newest opens anything; the one before it is known for the grace time.
create table refresh_family (
  session_id     uuid primary key references device_session on delete cascade,
  generation     integer not null default 1,
  current_hash   bytea not null check (length(current_hash) = 32),
  previous_hash  bytea check (length(previous_hash) = 32),
  -- What the newest token was derived with from the one before it, so that it can be told once more within the grace time.
  nonce          bytea not null check (length(nonce) = 16),
  rotated_at     timestamptz(3) not null default now_at(),
  check ((generation > 1) = (previous_hash is not null))
);

-- A device session that waits for its one-time code. It belongs to an address, not to an account: nobody has proved anything yet.
create table pending_session (
  id               uuid primary key default uuidv7(),
  email            text not null check (length(email) <= 254),
  email_key        text not null,
  type             text not null check (type in ('mobi', 'othr')),
  vendor_uuid      uuid,
  -- The device cookie of the browser that asked, so that two browsers of one person do not share a code.
  cookie_hash      bytea check (length(cookie_hash) = 32),
  name             text not null check (length(name) between 1 and 80),
  -- The device it will be on: one that is known already, or the id that a new one will have.
  device_id        uuid not null default uuidv7(),
  state            text not null default 'pending' check (state in ('pending', 'confirmed', 'expired')),
  -- SHA-256 of each token that may bring the code.
  token_hashes     bytea[] not null check (cardinality(token_hashes) between 1 and 4),
  code_hash        bytea not null check (length(code_hash) = 32),
  tries            integer not null default 0 check (tries between 0 and 5),
  code_sent_at     timestamptz(3) not null default now_at(),
  code_expires_at  timestamptz(3) not null,
  stay             boolean not null default false,
  created_at       timestamptz(3) not null default now_at(),
  check (type = 'othr' or vendor_uuid is not null)
);
create unique index one_pending_session_per_device on pending_session
  (email_key, type, vendor_uuid, cookie_hash) nulls not distinct where state = 'pending';

-- Links that were mailed. Each serves one purpose, once.
create table mail_token (
  id          uuid primary key default uuidv7(),
  account_id  uuid not null references account on delete cascade,
  purpose     text not null check (purpose in ('reset', 'email')),
  token_hash  bytea not null unique check (length(token_hash) = 32),
  email       text not null check (length(email) <= 254),
  email_key   text not null,
  created_at  timestamptz(3) not null default now_at(),
  expires_at  timestamptz(3) not null,
  used_at     timestamptz(3)
);
create index mail_token_by_account on mail_token (account_id, purpose);

-- What happened to an account, for its owner to read.
create table account_event (
  id          uuid primary key default uuidv7(),
  account_id  uuid not null references account on delete cascade,
  kind        text not null check (length(kind) between 3 and 40),
  session_id  uuid,
  device      text check (length(device) <= 80),
  ip          inet,
  user_agent  text check (length(user_agent) <= 300),
  detail      text check (length(detail) <= 200),
  at          timestamptz(3) not null default now_at()
);
create index account_event_by_account on account_event (account_id, at desc, id desc);

-- Keys that sign access tokens. The private half is sealed with a key that is not in the database.
create table signing_key (
  kid            text primary key check (length(kid) between 8 and 64),
  public_jwk     jsonb not null,
  sealed_secret  bytea not null,
  created_at     timestamptz(3) not null default now_at()
);

-- The data of an account, gathered by a job for its owner to fetch.
create table account_export (
  id          uuid primary key default uuidv7(),
  account_id  uuid not null references account on delete cascade,
  content     text,
  asked_at    timestamptz(3) not null default now_at(),
  ready_at    timestamptz(3),
  check ((content is null) = (ready_at is null))
);
create index account_export_by_account on account_export (account_id, asked_at desc);

-- Every process that serves people listens: it forgets what it kept of the account and puts out sockets of ended sessions.
-- A trigger, so that no statement can end a session unheard. A session that opens is news, but makes nothing out of date.
create function tell_account_changed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'account' then
    perform pg_notify('account_changed', new.id::text);
  elsif tg_op = 'INSERT' then
    perform pg_notify('account_changed', new.account_id || ' opened');
  else
    perform pg_notify('account_changed', coalesce(new.account_id, old.account_id)::text);
  end if;
  return null;
end $$;
create function note_account_change() returns trigger language plpgsql as $$
begin
  new.changed_at := now_at();
  return new;
end $$;
create trigger account_change_noted before update of username, email, role, epoch, disabled_at, deleted_at on account
  for each row execute function note_account_change();
create trigger account_changed after update of username, email, role, epoch, disabled_at, deleted_at on account
  for each row execute function tell_account_changed();
create trigger device_changed after update of name on device
  for each row execute function tell_account_changed();
create trigger device_session_changed after insert or delete or update of state, token_hash, authenticated_at on device_session
  for each row execute function tell_account_changed();
