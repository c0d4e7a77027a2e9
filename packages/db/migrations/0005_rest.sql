-- What REST answered to a request that carried a key of its client's own: sent again, it is answered alike and does nothing.
create table kept_answer (
  account_id    uuid not null references account on delete cascade,
  -- SHA-256 of the key, and of what was asked under it.
  key_hash      bytea not null check (length(key_hash) = 32),
  request_hash  bytea not null check (length(request_hash) = 32),
  -- Both missing while the request is at work.
  status        smallint check (status between 200 and 299),
  body          text check (length(body) <= 1000000),
  -- A request that has not answered by then died with its process; the next one under the key does its work.
  claimed_until timestamptz(3) not null,
  created_at    timestamptz(3) not null default now_at(),
  primary key (account_id, key_hash),
  check ((status is null) = (body is null))
);
create index kept_answer_to_sweep on kept_answer (created_at);
