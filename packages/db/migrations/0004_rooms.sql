-- Rooms and their messages. Everything that happens in a room bears a number, 1, 2, 3, … without gaps, given out under the
-- lock of the room's row until the transaction ends. So who can see number n can see 1..n, and who has n knows what comes next.

create table room (
  id            uuid primary key default uuidv7(),
  slug          text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 70),
  title         text not null check (length(title) between 1 and 80),
  topic         text not null default '' check (length(topic) <= 300),
  kind          text not null check (kind in ('public', 'private', 'challenge', 'run')),
  challenge_id  uuid unique references challenge on delete cascade,
  run_id        uuid unique references run on delete cascade,
  created_by    uuid references account on delete set null,
  last_seq      bigint not null default 0 check (last_seq >= 0),
  last_at       timestamptz(3),
  -- Raised when numbers that were given out are lost (a fail-over to a copy that lagged): then readers start afresh.
  epoch         integer not null default 0,
  -- Raised whenever somebody loses access, so that every process looks again at whom it lets listen.
  access        integer not null default 0,
  created_at    timestamptz(3) not null default now_at(),
  check ((kind = 'challenge') = (challenge_id is not null)),
  check ((kind = 'run') = (run_id is not null))
) with (fillfactor = 40); -- each message updates the row in place (HOT), and no index stands on what changes

create table room_member (
  room_id     uuid not null references room on delete cascade,
  account_id  uuid not null references account on delete cascade,
  role        text not null default 'member' check (role in ('member', 'moderator', 'owner')),
  -- The last number this member has seen.
  read_seq    bigint not null default 0,
  joined_at   timestamptz(3) not null default now_at(),
  primary key (room_id, account_id)
);
create index room_member_by_account on room_member (account_id);

create table room_sanction (
  room_id     uuid not null references room on delete cascade,
  account_id  uuid not null references account on delete cascade,
  kind        text not null check (kind in ('mute', 'ban')),
  -- Null: until it is lifted.
  until       timestamptz(3),
  reason      text not null default '' check (length(reason) <= 500),
  created_at  timestamptz(3) not null default now_at(),
  primary key (room_id, account_id, kind)
);

create function iso(at timestamptz) returns text language sql stable
return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- A line of a room as it stands now: what people wrote and what the system told.
create table message (
  room_id     uuid not null references room on delete cascade,
  seq         bigint not null check (seq >= 1),
  kind        text not null check (kind in ('message', 'system')),
  author_id   uuid references account on delete set null,
  -- Chosen by the client, so that a repeated send counts once.
  client_key  text check (length(client_key) between 1 and 64),
  body        text not null check (length(body) <= 4000),
  -- What the system tells, as facts; the words are the reader's.
  fact        jsonb,
  -- How long the room's run had lasted.
  run_ms      bigint check (run_ms >= 0),
  created_at  timestamptz(3) not null,
  edited_at   timestamptz(3),
  removed_by  text check (removed_by in ('author', 'moderator')),
  search      tsvector generated always as (to_tsvector('simple', body)) stored,
  primary key (room_id, seq),
  check ((kind = 'system') = (fact is not null)),
  check (removed_by is null or body = '')
);
-- Decides what a repeat is: without a window of time and whichever process the first one went to.
create unique index message_once on message (room_id, author_id, client_key) where client_key is not null;
create index message_search on message using gin (search);

-- Edits and removals. They take numbers from the same row as the lines do, so a number is here or there, never in both.
create table message_change (
  room_id     uuid not null,
  seq         bigint not null check (seq > target),
  kind        text not null check (kind in ('edit', 'removal')),
  target      bigint not null,
  actor_id    uuid references account on delete set null,
  -- What stood there before: the trace, for moderators.
  was         text not null,
  created_at  timestamptz(3) not null,
  primary key (room_id, seq),
  foreign key (room_id, target) references message on delete cascade
);
create index message_change_by_target on message_change (room_id, target, seq);

create table message_mention (
  account_id  uuid not null references account on delete cascade,
  room_id     uuid not null,
  seq         bigint not null,
  primary key (account_id, room_id, seq),
  foreign key (room_id, seq) references message on delete cascade
);

create table message_report (
  id           uuid primary key default uuidv7(),
  room_id      uuid not null,
  seq          bigint not null,
  reporter_id  uuid not null references account on delete cascade,
  reason       text not null check (length(btrim(reason)) between 1 and 500),
  state        text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  resolved_by  uuid references account on delete set null,
  created_at   timestamptz(3) not null default now_at(),
  resolved_at  timestamptz(3),
  unique (room_id, seq, reporter_id),
  foreign key (room_id, seq) references message on delete cascade,
  check ((state = 'open') = (resolved_at is null))
);
create index message_report_open on message_report (room_id, created_at) where state = 'open';

-- Who used a moderator's power on whom. Append-only.
create table room_audit (
  id          uuid primary key default uuidv7(),
  room_id     uuid not null references room on delete cascade,
  actor_id    uuid references account on delete set null,
  act         text not null check (act in ('add', 'remove-member', 'set-role', 'mute', 'unmute', 'ban', 'unban',
                                           'remove-message', 'uphold-report', 'dismiss-report', 'rename')),
  subject_id  uuid references account on delete set null,
  seq         bigint,
  detail      text not null default '' check (length(detail) <= 600),
  created_at  timestamptz(3) not null default now_at()
);
create index room_audit_by_room on room_audit (room_id, id desc);
create trigger room_audit_append_only before update or delete on room_audit
  for each row when (pg_trigger_depth() = 0) execute function refuse_change_of_history();

-- A line as readers get it, what is not so left out. The one place that decides its form: what is kept in memory and in
-- Redis is this very text.
create function message_line(
  seq bigint, kind text, created_at timestamptz, author_id uuid, author_name text, client_key text, body text,
  fact jsonb, run_ms bigint, edited_at timestamptz, removed_by text
) returns text language sql stable
return json_object(
  'seq': seq, 'kind': kind, 'at': iso(created_at),
  'author': case when author_id is not null then json_object('id': author_id, 'name': author_name) end,
  'key': client_key, 'body': body, 'fact': fact, 'runMs': run_ms, 'editedAt': iso(edited_at), 'removedBy': removed_by
  absent on null returning text);

insert into room (slug, title, topic, kind) values ('lobby', 'Lobby', 'Everybody meets here.', 'public');

-- Every challenge has a room from its first published version on, named as the newest is.
create function open_challenge_room() returns trigger language plpgsql as $$
begin
  insert into room (slug, title, kind, challenge_id)
  select 'challenge-' || slug, new.title, 'challenge', id from challenge where id = new.challenge_id
  on conflict (challenge_id) do update set title = excluded.title;
  return null;
end $$;
create trigger challenge_version_room after insert or update of published_at on challenge_version
  for each row when (new.published_at is not null) execute function open_challenge_room();

insert into room (slug, title, kind, challenge_id)
select distinct on (challenge.id) 'challenge-' || slug, title, 'challenge', challenge.id
from challenge join challenge_version version on version.challenge_id = challenge.id
where version.published_at is not null
order by challenge.id, version.number desc;

-- Every run has a room, which is its runner's.
create function open_run_room() returns trigger language plpgsql as $$
declare opened uuid;
begin
  insert into room (slug, title, kind, run_id, created_by)
  select 'run-' || new.id, left(account.username || ': ' || version.title, 80), 'run', new.id, new.account_id
  from account, challenge_version version
  where account.id = new.account_id and version.id = new.challenge_version_id
  returning id into opened;
  insert into room_member (room_id, account_id, role) values (opened, new.account_id, 'owner');
  return null;
end $$;
create trigger run_room after insert on run for each row execute function open_run_room();

-- What happens to a run stands in its room, written in the same transaction.
create function tell_run_room(told_run uuid, told_fact jsonb, at_ms bigint) returns void language sql
begin atomic
  with raised as (
    update room set last_seq = last_seq + 1, last_at = now_at() where run_id = told_run returning id, last_seq, last_at
  )
  insert into message (room_id, seq, kind, body, fact, run_ms, created_at)
  select id, last_seq, 'system', '', jsonb_strip_nulls(told_fact), at_ms, last_at from raised;
end;

create function tell_run_event() returns trigger language plpgsql as $$
begin
  perform tell_run_room(new.run_id, jsonb_build_object(
    'event', new.kind, 'position', new.position,
    'title', (select title from milestone join run using (challenge_version_id)
              where run.id = new.run_id and milestone.position = new.position)), new.elapsed_ms);
  return null;
end $$;
create trigger run_event_told after insert on run_event
  for each row when (new.kind in ('started', 'split', 'undone', 'skipped', 'paused', 'resumed', 'finish-undone'))
  execute function tell_run_event();

create function tell_run_end() returns trigger language plpgsql as $$
begin
  perform tell_run_room(new.id, jsonb_build_object('event', new.state, 'timeMs', new.time_ms), new.time_ms);
  return null;
end $$;
create trigger run_end_told after update of state on run
  for each row when (new.state is distinct from old.state and new.state in ('finished', 'abandoned', 'expired'))
  execute function tell_run_end();

create function tell_verdict() returns trigger language plpgsql as $$
begin
  perform tell_run_room(submission.run_id, jsonb_build_object('event', new.kind, 'timeMs', new.to_ms), null)
  from submission where submission.id = new.submission_id;
  return null;
end $$;
create trigger verdict_told after insert on verdict for each row execute function tell_verdict();
