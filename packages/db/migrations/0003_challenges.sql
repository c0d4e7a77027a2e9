-- Challenges, runs, submissions and boards. Runs are truth as append-only events; splits and boards are projections of
-- events and verdicts, kept in the same transactions and rebuildable at any time.

create table challenge (
  id          uuid primary key default uuidv7(),
  slug        text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  created_at  timestamptz(3) not null default now_at()
);

create table challenge_version (
  id                uuid primary key default uuidv7(),
  challenge_id      uuid not null references challenge on delete restrict,
  number            integer not null check (number >= 1),
  -- Versions whose times can be compared share an epoch, and with it their boards.
  epoch             integer not null check (epoch >= 1),
  title             text not null check (length(title) between 1 and 80),
  summary           text not null check (length(summary) between 1 and 200),
  brief             text not null check (length(brief) between 1 and 10000),
  rules             text not null check (length(rules) between 1 and 10000),
  kind              text not null check (kind in ('http', 'cli')),
  estimate_from_ms  bigint not null check (estimate_from_ms > 0),
  estimate_to_ms    bigint not null check (estimate_to_ms >= estimate_from_ms),
  published_at      timestamptz(3),
  unique (challenge_id, number)
);

create table milestone (
  challenge_version_id  uuid not null references challenge_version on delete cascade,
  position              integer not null check (position >= 1),
  slug                  text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  title                 text not null check (length(title) between 1 and 80),
  contract              text not null check (length(contract) between 1 and 4000),
  primary key (challenge_version_id, position),
  unique (challenge_version_id, slug)
);

create function refuse_change_of_published() returns trigger language plpgsql as $$
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
end $$;
create trigger challenge_version_immutable before update or delete on challenge_version
  for each row execute function refuse_change_of_published();
create trigger milestone_immutable before insert or update or delete on milestone
  for each row execute function refuse_change_of_published();

create table category (
  id                uuid primary key default uuidv7(),
  challenge_id      uuid not null references challenge on delete restrict,
  slug              text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  title             text not null check (length(title) between 1 and 80),
  rules             text not null default '' check (length(rules) <= 4000),
  position          integer not null default 1,
  -- How many of the first milestones count; null: all of them.
  first_milestones  integer check (first_milestones >= 1),
  allows_pause      boolean not null default false,
  max_duration_ms   bigint not null check (max_duration_ms between 60000 and 604800000),
  unique (challenge_id, slug)
);

create table board (
  id            uuid primary key default uuidv7(),
  challenge_id  uuid not null references challenge on delete restrict,
  epoch         integer not null,
  category_id   uuid not null references category on delete restrict,
  assistance    text not null check (assistance in ('unassisted', 'completion', 'agent')),
  unique (category_id, epoch, assistance)
);

create table run (
  id                    uuid primary key default uuidv7(),
  account_id            uuid not null references account on delete cascade,
  challenge_version_id  uuid not null references challenge_version on delete restrict,
  category_id           uuid not null references category on delete restrict,
  board_id              uuid not null references board on delete restrict,
  stack                 text[] not null default '{}' check (cardinality(stack) <= 5),
  milestone_count       integer not null check (milestone_count >= 1),
  evidence              text not null default 'timed' check (evidence in ('timed', 'checked', 'replayed')),
  arm_key               text not null check (length(arm_key) <= 64),
  armed_at              timestamptz(3) not null default now_at(),

  -- A summary of its events, written with each of them.
  state                 text not null default 'armed'
                        check (state in ('armed', 'running', 'paused', 'finished', 'abandoned', 'expired')),
  last_seq              integer not null default 0,
  last_at               timestamptz(3),
  started_at            timestamptz(3),
  paused_at             timestamptz(3),
  paused_ms             bigint not null default 0 check (paused_ms >= 0),
  ended_at              timestamptz(3),
  time_ms               bigint check (time_ms > 0),
  -- The database clock stepped back during the run; an instant was moved to one millisecond after the one before.
  clock_stepped         boolean not null default false,
  -- Has a submission; its finish can no longer be undone.
  submitted             boolean not null default false,

  unique (id, account_id),
  unique (account_id, arm_key),
  check ((state = 'armed') = (started_at is null)),
  check ((state = 'armed') = (last_seq = 0)),
  check ((state = 'paused') = (paused_at is not null)),
  check ((state in ('finished', 'abandoned', 'expired')) = (ended_at is not null)),
  check ((state = 'finished') = (time_ms is not null)),
  check (not submitted or state = 'finished')
);
create unique index run_one_live_per_runner on run (account_id) where state in ('armed', 'running', 'paused');
create index run_live on run (started_at) where state in ('running', 'paused');
create index run_by_account on run (account_id, id desc);
create index run_finished_by_board on run (board_id, account_id) where state = 'finished';

create table run_event (
  run_id      uuid not null references run on delete cascade,
  seq         integer not null check (seq >= 1),
  account_id  uuid not null references account on delete cascade,
  kind        text not null check (kind in ('started', 'split', 'undone', 'skipped', 'paused', 'resumed',
                                            'finish-undone', 'abandoned', 'expired')),
  position    integer check (position >= 1),
  at          timestamptz(3) not null,
  elapsed_ms  bigint not null check (elapsed_ms >= 0),
  -- What the runner's own clock showed; evidence, never the time.
  client_ms   bigint,
  -- Chosen by the client, so that a repeat counts once. The system's own events have none.
  key         text check (length(key) <= 64),
  primary key (run_id, seq),
  unique (account_id, key),
  check ((kind in ('split', 'undone', 'skipped', 'finish-undone')) = (position is not null))
);

-- Rows go only when a whole account or run goes, which arrives here as a cascade.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger run_event_append_only before update or delete on run_event
  for each row when (pg_trigger_depth() = 0) execute function refuse_change_of_history();

-- The splits that stand: a projection of run events.
create table split (
  run_id      uuid not null references run on delete cascade,
  position    integer not null check (position >= 1),
  account_id  uuid not null references account on delete cascade,
  board_id    uuid not null references board on delete restrict,
  elapsed_ms  bigint not null check (elapsed_ms >= 0),
  -- Null when the split before was skipped: then nobody knows how long this segment took.
  segment_ms  bigint check (segment_ms >= 0),
  -- False once the run was rejected: its segments are nobody's best.
  counts      boolean not null default true,
  primary key (run_id, position)
);
create index split_golds on split (account_id, board_id, position, segment_ms)
  where counts and segment_ms is not null;

create table submission (
  id             uuid primary key default uuidv7(),
  run_id         uuid not null unique,
  runner_id      uuid not null,
  state          text not null default 'PENDING' check (state in ('PENDING', 'APPROVED', 'REJECTED')),
  revision       integer not null default 1 check (revision between 1 and 4),
  -- Verdicts count within their round. Whatever changes what was judged begins a new one.
  round          integer not null default 1,
  submitted_at   timestamptz(3) not null default now_at(),
  claimed_by     uuid references account on delete set null,
  claimed_until  timestamptz(3),
  decided_at     timestamptz(3),
  foreign key (run_id, runner_id) references run (id, account_id) on delete cascade,
  unique (id, runner_id),
  check (claimed_by <> runner_id),
  check ((state = 'PENDING') = (decided_at is null)),
  check (state = 'PENDING' or claimed_by is null)
);
create index submission_queue on submission (submitted_at, id) where state = 'PENDING';
create index submission_by_runner on submission (runner_id, id desc);

create table submission_revision (
  submission_id   uuid not null references submission on delete cascade,
  revision        integer not null,
  repository_url  text check (length(repository_url) <= 500),
  commit_hash     text check (commit_hash ~ '^[0-9a-f]{7,64}$'),
  notes           text not null default '' check (length(notes) <= 4000),
  video_url       text check (length(video_url) <= 500),
  video_start_ms  bigint not null default 0 check (video_start_ms >= 0),
  -- [{name, version, ecosystem}], as parsed or typed.
  packages        jsonb not null default '[]' check (jsonb_typeof(packages) = 'array'),
  created_at      timestamptz(3) not null default now_at(),
  primary key (submission_id, revision)
);

create table verdict (
  id             uuid primary key default uuidv7(),
  submission_id  uuid not null,
  runner_id      uuid not null,
  verifier_id    uuid references account on delete set null,
  kind           text not null check (kind in ('approve', 'reject', 'unverify', 'retime')),
  revision       integer not null,
  round          integer not null,
  reason         text not null default '' check (length(reason) <= 2000),
  from_ms        bigint,
  to_ms          bigint check (to_ms > 0),
  at             timestamptz(3) not null default now_at(),
  foreign key (submission_id, runner_id) references submission (id, runner_id) on delete cascade,
  constraint verdict_never_on_own_run check (verifier_id <> runner_id),
  constraint verdict_no_without_reason check (kind = 'approve' or length(btrim(reason)) >= 10),
  check ((kind = 'retime') = (to_ms is not null and from_ms is not null))
);
create index verdict_by_submission on verdict (submission_id, at);
create unique index verdict_once_per_round on verdict (submission_id, round, verifier_id) where kind in ('approve', 'reject');
create trigger verdict_append_only before update or delete on verdict
  for each row when (pg_trigger_depth() = 0) execute function refuse_change_of_history();

create table notice (
  id          uuid primary key default uuidv7(),
  account_id  uuid not null references account on delete cascade,
  kind        text not null check (length(kind) between 1 and 60),
  body        jsonb not null,
  -- What it follows from; telling twice is impossible.
  cause       text not null check (length(cause) <= 120),
  created_at  timestamptz(3) not null default now_at(),
  read_at     timestamptz(3),
  unique (account_id, cause)
);
create index notice_by_account on notice (account_id, id desc);
create index notice_unread on notice (account_id) where read_at is null;

-- Who stands where. A board has one list for each combination of filters (its lens), so that every list costs the same
-- to read. A lens is standing/window/stack/evidence, as in "official/2026-11/node/timed".
create table board_entry (
  board_id     uuid not null references board on delete restrict,
  lens         text not null check (length(lens) <= 120),
  run_id       uuid not null references run on delete cascade,
  account_id   uuid not null references account on delete cascade,
  time_ms      bigint not null,
  achieved_at  timestamptz(3) not null,
  -- Not the runner's best in this list.
  obsolete     boolean not null,
  primary key (board_id, lens, run_id)
);
create index board_entry_order on board_entry (board_id, lens, time_ms, achieved_at, run_id) where not obsolete;
create index board_entry_order_all on board_entry (board_id, lens, time_ms, achieved_at, run_id);
create unique index board_entry_best on board_entry (board_id, lens, account_id) where not obsolete;
create index board_entry_by_account on board_entry (account_id, board_id);

-- How many runners a list holds per span of time, in four spans (262,144 ms, 4,096 ms, 64 ms, 1 ms). A rank is a sum of
-- a few hundred of these at most, however long the list is.
create table board_tally (
  board_id  uuid not null references board on delete restrict,
  lens      text not null,
  shift     integer not null check (shift in (18, 12, 6, 0)),
  span      bigint not null,
  runners   bigint not null,
  primary key (board_id, lens, shift, span)
);

create function tally_board_entries() returns trigger language plpgsql as $$
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
end $$;
create trigger board_entry_counted after insert on board_entry
  referencing new table as new_rows for each statement execute function tally_board_entries();
create trigger board_entry_uncounted after delete on board_entry
  referencing old table as old_rows for each statement execute function tally_board_entries();
-- An entry is replaced, never changed: the tallies follow insertions and deletions.
create trigger board_entry_unchanging before update on board_entry
  for each row execute function refuse_change_of_history();

-- What the lists of a board should say of these runners: domain/board.ts names the lists, this spells them out.
create function desired_board_entries(board uuid, runners uuid[])
returns table (lens text, run_id uuid, account_id uuid, time_ms bigint, achieved_at timestamptz, obsolete boolean)
language sql stable begin atomic
  select listed.lens, listed.run_id, listed.account_id, listed.time_ms, listed.achieved_at, row_number() over (
    partition by listed.lens, listed.account_id order by listed.time_ms, listed.achieved_at, listed.run_id) > 1
  from (
    select r.id as run_id, r.account_id, r.time_ms, r.ended_at as achieved_at,
      concat_ws('/', standing, span, tool, level) as lens
    from run r
    left join submission s on s.run_id = r.id
    cross join lateral unnest(case when s.state = 'APPROVED'
      then array['official', 'provisional'] else array['provisional'] end) standing
    cross join lateral unnest(array['all', to_char(r.ended_at at time zone 'UTC', 'YYYY'),
      to_char(r.ended_at at time zone 'UTC', 'YYYY-MM')]) span
    cross join lateral unnest(array_prepend('', r.stack)) tool
    cross join lateral unnest(case r.evidence when 'replayed' then array['timed', 'checked', 'replayed']
      when 'checked' then array['timed', 'checked'] else array['timed'] end) level
    where r.board_id = desired_board_entries.board and r.account_id = any(runners) and r.state = 'finished'
      and s.state is distinct from 'REJECTED'
  ) listed;
end;

-- Brings what a board says of these runners in step with their runs and the verdicts on them. Whoever writes what a board
-- says holds its row, so that two of them never mix; each statement in here sees what was committed until then, and
-- what the statement that calls it has written.
create function refresh_board(board uuid, runners uuid[]) returns void language plpgsql as $$
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
end $$;

-- How many runners of a list are faster than `ms`: one less than the rank of that time.
create function runners_before(board uuid, list text, ms bigint) returns bigint language sql stable return (
  select coalesce(sum(runners), 0)::bigint from (
    select runners from board_tally where board_id = board and lens = list and shift = 18 and span < ms >> 18
    union all
    select runners from board_tally where board_id = board and lens = list and shift = 12
      and span >= (ms >> 18) << 6 and span < ms >> 12
    union all
    select runners from board_tally where board_id = board and lens = list and shift = 6
      and span >= (ms >> 12) << 6 and span < ms >> 6
    union all
    select runners from board_tally where board_id = board and lens = list and shift = 0
      and span >= (ms >> 6) << 6 and span < ms
  ) spans
);

create function runners_in(board uuid, list text) returns bigint language sql stable return (
  select coalesce(sum(runners), 0)::bigint from board_tally where board_id = board and lens = list and shift = 18
);

-- The time of the runner in place `place` (counted from one), found by going down the tallies; null past the end.
create function time_at_place(board uuid, list text, place bigint) returns bigint language sql stable return (
  select d.span
  from (values (place)) wanted (place)
  cross join lateral (
    select span, runners, past - runners as before from (
      select span, runners, sum(runners) over (order by span) as past
      from board_tally where board_id = board and lens = list and shift = 18 and runners > 0) s
    where past >= wanted.place order by past limit 1) a
  cross join lateral (
    select span, runners, a.before + past - runners as before from (
      select span, runners, sum(runners) over (order by span) as past
      from board_tally where board_id = board and lens = list and shift = 12 and runners > 0
        and span >= a.span << 6 and span < (a.span + 1) << 6) s
    where a.before + past >= wanted.place order by past limit 1) b
  cross join lateral (
    select span, runners, b.before + past - runners as before from (
      select span, runners, sum(runners) over (order by span) as past
      from board_tally where board_id = board and lens = list and shift = 6 and runners > 0
        and span >= b.span << 6 and span < (b.span + 1) << 6) s
    where b.before + past >= wanted.place order by past limit 1) c
  cross join lateral (
    select span from (
      select span, runners, sum(runners) over (order by span) as past
      from board_tally where board_id = board and lens = list and shift = 0 and runners > 0
        and span >= c.span << 6 and span < (c.span + 1) << 6) s
    where c.before + past >= wanted.place order by past limit 1) d
);

-- The history of a board's record, by when it was achieved.
create table board_record (
  board_id     uuid not null references board on delete restrict,
  run_id       uuid not null references run on delete cascade,
  time_ms      bigint not null,
  achieved_at  timestamptz(3) not null,
  primary key (board_id, run_id)
);
create unique index board_record_order on board_record (board_id, time_ms desc);
create index board_record_latest on board_record (achieved_at desc, run_id);
