-- Words of scripts that are written without spaces. PostgreSQL's parser takes a whole run of their letters for one word,
-- and under some locales the signs around it as well.

-- One such letter, with its marks: of Thai, Lao, Burmese, Khmer, Hangul, Kana, Bopomofo and Han.
create function unspaced_letter() returns text language sql immutable parallel safe
return '['
  '\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf'
  '\u1000-\u102a\u103f\u1050-\u1055\u105a-\u108f\u1100-\u11ff\u1780-\u17b3\u17d7\u17dc'
  '\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff'
  '\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc'
  '\U00020000-\U0003ffff'
  ']['
  '\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a'
  ']*';

-- A sign or space outside of ASCII.
create function foreign_sign() returns text language sql immutable parallel safe
return '['
  '\u00a0\u00a1\u00ab\u00b7\u00bb\u00bf\u2000-\u200a\u2010-\u2029\u202f-\u205e'
  '\u3000-\u3004\u3008-\u3020\u3030\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65'
  ']';

-- The text with each run of them cut into pairs, "日本語" into "^日本^本語^語^": any part of a run is some pairs side by side.
-- The last letter stands alone once more, so that each letter begins a word. By "^", which ends a word and an address, and
-- what was one word of a question stays one.
create function cut_runs(body text) returns text language sql immutable parallel safe
return regexp_replace(
  regexp_replace(
    regexp_replace(body, foreign_sign(), '^', 'g'),
    '((?:' || unspaced_letter() || ')+)', '^\1^', 'g'
  ),
  '(?<!\^)(' || unspaced_letter() || ')', '\1^\1', 'g'
);

-- The words by which a line is found. Most lines hold nothing that `cut_runs` knows, which one look tells.
create function words_of(body text) returns tsvector language sql immutable parallel safe
return case
  when body ~ '[\u00a0-\u00bf\u0e01-\U0003ffff]' then to_tsvector('simple', cut_runs(body))
  else to_tsvector('simple', body)
end;

-- What is asked for, as `words_of` cuts it. A last letter that stands alone is left out where a run may go on after it: its
-- pair has it. Any other is the beginning of a word.
create function words_asked(asked text) returns tsquery language sql immutable parallel safe
return regexp_replace(
  regexp_replace(
    websearch_to_tsquery('simple', cut_runs(translate(asked, '“”„«»', '"""""')))::text,
    '''(' || unspaced_letter() || ')(' || unspaced_letter() || ')'' <-> ''\2''(?! <->)', '''\1\2''', 'g'
  ),
  '''(' || unspaced_letter() || ')''', '''\1'':*', 'g'
)::tsquery;

-- Spans of lines that an older release has cut, for the job to cut anew. Until then they are found as they were.
create table message_words_stale (
  room_id    uuid not null,
  first_seq  bigint not null,
  last_seq   bigint not null
);
insert into message_words_stale select id, first, first + 99 from room cross join generate_series(1, last_seq, 100) first;
