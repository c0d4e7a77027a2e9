-- Two statements that people wait for, as functions: PostgreSQL keeps the plan of a function for as long as a connection
-- lasts, behind a pooler as well, and planning them took longer than doing them.

create function put_in_job(
  kind text, version smallint, priority smallint, max_attempts smallint, limit_key text, payload json
) returns bigint language sql
begin atomic
  insert into job (kind, version, priority, max_attempts, limit_key, payload)
  values (put_in_job.kind, put_in_job.version, put_in_job.priority, put_in_job.max_attempts, put_in_job.limit_key,
    put_in_job.payload)
  returning id;
end;

-- Adds lines to a room under consecutive numbers, in the order given.
create function add_messages(to_room uuid, authors uuid[], keys text[], bodies text[])
returns table (seq bigint, epoch integer, line text) language sql
begin atomic
  with raised as (
    update room set last_seq = last_seq + cardinality(bodies), last_at = now_at() where id = to_room
    returning last_seq - cardinality(bodies) as before, last_at, room.epoch, run_id
  ), added as (
    insert into message (room_id, seq, kind, author_id, client_key, body, run_ms, created_at)
    select to_room, before + n, 'message', author_id, client_key, body, run_ms, last_at
    from raised
    cross join unnest(authors, keys, bodies) with ordinality as draft (author_id, client_key, body, n)
    left join lateral (
      select floor(extract(epoch from coalesce(run.paused_at, raised.last_at) - run.started_at) * 1000)::bigint
        - run.paused_ms as run_ms
      from run where run.id = raised.run_id and run.state in ('running', 'paused')
    ) as run on true
    returning seq, kind, created_at, author_id, client_key, body, fact, run_ms, edited_at, removed_by
  )
  select added.seq, raised.epoch, message_line(added.seq, added.kind, added.created_at, account.id, account.username,
    added.client_key, added.body, added.fact, added.run_ms, added.edited_at, added.removed_by)
  from raised cross join added join account on account.id = added.author_id
  order by added.seq;
end;
