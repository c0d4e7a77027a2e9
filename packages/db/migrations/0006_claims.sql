-- Who took which submission to look at it, gave it back, or let the time run out. A claim that ended with a verdict has
-- no line for its end: the verdict says it. The submission may have been withdrawn since; its run stays.
create table claim_event (
  id             uuid primary key default uuidv7(),
  submission_id  uuid not null,
  run_id         uuid not null,
  runner_id      uuid not null,
  verifier_id    uuid references account on delete set null,
  kind           text not null check (kind in ('claim', 'release', 'lapse')),
  at             timestamptz(3) not null default now_at(),
  foreign key (run_id, runner_id) references run (id, account_id) on delete cascade,
  constraint claim_event_never_on_own_run check (verifier_id <> runner_id)
);
create index claim_event_by_submission on claim_event (submission_id, at);
create trigger claim_event_append_only before update or delete on claim_event
  for each row when (pg_trigger_depth() = 0) execute function refuse_change_of_history();
