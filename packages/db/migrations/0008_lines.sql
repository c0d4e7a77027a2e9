-- What each message waits for, made shorter.

-- The two functions that write lines raise the number of their room in the same transaction, so it is there. A foreign key
-- asked for it once more with each line, through all the versions that a busy room's row leaves behind.
alter table message drop constraint message_room_id_fkey;
create function delete_lines() returns trigger language plpgsql as $$
begin
  delete from message where room_id = old.id;
  return null;
end $$;
create trigger room_lines after delete on room for each row execute function delete_lines();

-- The same form as before, put together by hand: json_object takes twice as long, and a tenth more bytes to each reader.
create or replace function message_line(
  seq bigint, kind text, created_at timestamptz, author_id uuid, author_name text, client_key text, body text,
  fact jsonb, run_ms bigint, edited_at timestamptz, removed_by text
) returns text language sql stable
return '{"seq":' || seq || ',"kind":"' || kind || '","at":"' || iso(created_at) || '"'
  || coalesce(',"author":{"id":"' || author_id || '","name":' || to_json(author_name)::text || '}', '')
  || coalesce(',"key":' || to_json(client_key)::text, '')
  || ',"body":' || to_json(body)::text
  || coalesce(',"fact":' || fact::text, '')
  || coalesce(',"runMs":' || run_ms, '')
  || coalesce(',"editedAt":"' || iso(edited_at) || '"', '')
  || coalesce(',"removedBy":"' || removed_by || '"', '')
  || '}';

-- The words by which lines are found. To cut a line into words takes as long as all the rest of storing it, so a job does
-- that; until then the line stands in a span that is due, and a search cuts it itself. An edit brings its words along.
create table message_words (
  room_id     uuid not null,
  seq         bigint not null,
  -- When the line was sent, so that the newest that are found are known without the lines.
  created_at  timestamptz(3) not null,
  words       tsvector not null,
  primary key (room_id, seq),
  foreign key (room_id, seq) references message on delete cascade
);
insert into message_words select room_id, seq, created_at, search from message where body <> '';
create index message_words_found on message_words using gin (words);
alter table message drop column search;

-- The lines of a room from a number to a number, as they were added together. Only ever read whole, so without an index.
create table message_words_due (
  room_id    uuid not null,
  first_seq  bigint not null,
  last_seq   bigint not null
);

drop function add_messages(uuid, uuid[], text[], text[]);

-- Adds lines to a room under consecutive numbers, in the order given, and answers with its epoch, the number before them
-- and, each after a line break, which JSON has none of, their texts. Null, and nothing is added, when the room is gone or
-- when somebody has lost a right in it since `access` was read.
create function add_messages(to_room uuid, seen_access integer, authors uuid[], keys text[], bodies text[])
returns text language plpgsql as $$
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
end $$;
