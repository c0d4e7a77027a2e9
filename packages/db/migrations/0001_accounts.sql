-- The one clock of the product. Test databases replace it by one that they can move.
create function now_at() returns timestamptz language sql volatile return clock_timestamp();

create table account (
  id                  uuid primary key default uuidv7(),
  username            text not null check (length(username) between 3 and 30),
  username_key        text not null unique,
  email               text check (length(email) <= 254),
  email_key           text unique,
  email_confirmed_at  timestamptz(3),
  password_hash       text,
  role                text not null default 'member' check (role in ('member', 'verifier', 'moderator', 'admin')),
  -- Raised by "sign out everywhere": a device session of an older epoch is over.
  epoch               integer not null default 0,
  created_at          timestamptz(3) not null default now_at(),
  check ((email is null) = (email_key is null))
);

create table device (
  id           uuid primary key default uuidv7(),
  account_id   uuid not null references account on delete cascade,
  type         text not null check (type in ('mobi', 'othr')),
  vendor_uuid  uuid,
  name         text not null check (length(name) between 1 and 80),
  created_at   timestamptz(3) not null default now_at(),
  check (type = 'othr' or vendor_uuid is not null)
);
create index device_by_account on device (account_id);

create table device_session (
  id               uuid primary key default uuidv7(),
  account_id       uuid not null references account on delete cascade,
  device_id        uuid not null references device on delete cascade,
  state            text not null check (state in ('pending', 'active', 'revoked', 'expired')),
  -- SHA-256 of the credential; the credential itself is stored nowhere.
  token_hash       bytea not null unique check (length(token_hash) = 32),
  epoch            integer not null,
  ip               inet,
  user_agent       text check (length(user_agent) <= 300),
  created_at       timestamptz(3) not null default now_at(),
  last_seen_at     timestamptz(3) not null default now_at(),
  idle_expires_at  timestamptz(3) not null,
  expires_at       timestamptz(3) not null,
  ended_at         timestamptz(3),
  check ((state in ('revoked', 'expired')) = (ended_at is not null))
);
create index device_session_by_account on device_session (account_id) where state in ('pending', 'active');
