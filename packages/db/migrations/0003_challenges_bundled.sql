-- The challenges that every instance starts with. Later versions of them come in later migrations.
create function pg_temp.publish(challenge text, challenge_kind text, from_minutes integer, to_minutes integer, pauses boolean,
  heading text, line text, about text, laws text, goals text[][]) returns uuid language plpgsql as $$
declare
  challenge_uuid uuid;
  version_uuid uuid;
  hours integer := greatest(4, to_minutes / 60 * 8);
begin
  insert into challenge (slug) values (challenge) returning id into challenge_uuid;
  insert into challenge_version (challenge_id, number, epoch, title, summary, brief, rules, kind, estimate_from_ms, estimate_to_ms)
    values (challenge_uuid, 1, 1, heading, line, about, laws, challenge_kind, from_minutes * 60000, to_minutes * 60000)
    returning id into version_uuid;
  insert into milestone (challenge_version_id, position, slug, title, contract)
    select version_uuid, position, goals[position][1], goals[position][2], goals[position][3]
    from generate_subscripts(goals, 1) position;
  update challenge_version set published_at = now_at() where id = version_uuid;
  insert into category (challenge_id, slug, title, rules, position, first_milestones, allows_pause, max_duration_ms) values
    (challenge_uuid, 'all-milestones', 'All milestones', 'Every milestone, in order.', 1, null, pauses, hours * 3600000),
    (challenge_uuid, 'first-three', 'First three', 'The clock stops at the third milestone.', 2, 3, false, hours * 3600000);
  return challenge_uuid;
end $$;

create function pg_temp.rules(challenge_kind text) returns text language sql as $$
  select E'- The clock runs from the start to the last milestone. Milestones are reached in order.\n'
    '- Say truthfully how much a machine helped: unassisted, completion or agent. Each has its own board.\n'
    '- Libraries and frameworks are welcome unless the category says otherwise; list them when you submit.\n'
    '- Start from an empty folder. Templates that your framework''s own command makes are fine.\n'
    '- The start command stands in `lap.json` beside the program: `{ "start": "node server.js" }`. It is split like a shell would, and runs without one.\n'
    || case challenge_kind
      when 'http' then E'- The program takes its port from `$PORT`, listens on 127.0.0.1 and speaks JSON (`content-type: application/json`).\n'
        '- A restart sends SIGTERM, two seconds later SIGKILL, then starts the program in the same folder on the same port.\n'
      else E'- The program takes arguments and standard input, answers on standard output and by its exit code. Newlines at the very end of the output do not matter.\n' end
    || '- One step may take 5 seconds, a whole check 120. Bodies and outputs are cut at 64 KiB.'
$$;

with made as (select pg_temp.publish('url-shortener', 'http', 8, 35, false,
  'URL shortener', 'Short codes that lead to long addresses, and survive a restart.',
  $$Build the service behind every short link: it takes an address, hands out a code, and sends whoever follows the code on their way. Then comes what makes it usable: refusing nonsense, names people choose themselves, counting, deleting, and data that is still there after the process was killed.$$,
  pg_temp.rules('http'), array[
  ['health', 'It answers', $$`GET /health` → 200 `{"status":"ok"}`. A path nobody serves → 404.$$],
  ['shorten', 'Shorten and follow', $$`POST /links {"url"}` → 201 `{"code","url"}`, where code matches `^[0-9A-Za-z_-]{4,12}$`. `GET /:code` → 301, 302, 307 or 308 with `Location` exactly the url. Two links get two codes. An unknown code → 404.$$],
  ['validate', 'Refuse bad input', $$A missing url, or one that is not an absolute http(s) address (`ftp:`, `javascript:`, no scheme) → 400 or 422 with `{"error": string}`. Broken JSON → 400 or 422 in the same form.$$],
  ['alias', 'Custom aliases', $$`POST /links {"url","alias"}` → the alias becomes the code. A taken alias → 409, and the old link stays as it was. Words the service needs in its own paths (`health`, `links`) → 400, 409 or 422.$$],
  ['stats', 'Count the clicks', $$`GET /links/:code` → 200 `{"url","clicks"}`. Each follow counts exactly once, also when many follow at the same time.$$],
  ['delete', 'Delete', $$`DELETE /links/:code` → 204. From then on `GET /:code` and a second DELETE → 404 or 410.$$],
  ['persist', 'Survive a restart', $$Links and counts are still there after the process was killed and started again.$$]]) as id)
insert into category (challenge_id, slug, title, rules, position, max_duration_ms)
select id, 'no-dependencies', 'No dependencies', 'Every milestone, and the package manifest declares no dependency.', 3, 14400000 from made;

select pg_temp.publish('todo-backend', 'http', 6, 25, false,
  'Todo backend', 'The public Todo-Backend contract, served at /todos.',
  $$A list of things to do, as the public Todo-Backend contract has it, so that any of its many front ends could talk to yours. Everything lives at `/todos`; each todo knows its own address.$$,
  pg_temp.rules('http'), array[
  ['root', 'The list', $$`GET /todos` → 200 and a JSON array. CORS is open: `access-control-allow-origin` is `*` or the asking origin.$$],
  ['create', 'Create', $$`POST /todos {"title"}` → 200 or 201 with the title, `completed: false` and an absolute `url`. The list shows it, and GET of its url returns it.$$],
  ['clear', 'Clear', $$`DELETE /todos` → 2xx, after which the list is `[]`.$$],
  ['patch', 'Change', $$`PATCH <url>` with a title or completed → 200. The other fields stay, and the change is stored.$$],
  ['delete-one', 'Delete one', $$`DELETE <url>` → 2xx and removes only that one. GET of it → 404.$$],
  ['order', 'Keep an order', $$`order` (an integer) is taken on create, returned, changed by PATCH, and stored.$$]]);

select pg_temp.publish('csvq', 'cli', 6, 25, false,
  'CSV query', 'A command that picks, filters, sorts and sums CSV.',
  $$A small tool for tables in pipes. It reads CSV from standard input, the first row being the header, and writes CSV to standard output. A field with a comma, a quote or a line break is written in quotes with inner quotes doubled; no other field is quoted.$$,
  pg_temp.rules('cli'), array[
  ['pass', 'Pass through', $$Without options the table comes out as it went in.$$],
  ['select', 'Pick columns', $$`--select a,b` writes these columns in the order asked for. An unknown column → exit code 2 and nothing on standard output.$$],
  ['quotes', 'Mind the quotes', $$Commas, quotes and line breaks inside fields survive.$$],
  ['where', 'Filter rows', $$`--where col=value` keeps the rows that equal it; `--where col>number` compares as numbers.$$],
  ['sort', 'Sort', $$`--sort col` and `--sort col:desc`. Columns that hold numbers sort as numbers. Rows that are equal keep their order.$$],
  ['group', 'Group and sum', $$`--group col --sum col2` → header `col,count,sum` and one row per group, in the order groups were first seen.$$]]);

select pg_temp.publish('md2html', 'cli', 8, 30, false,
  'Markdown to HTML', 'A small, exact part of CommonMark.',
  $$Markdown goes in on standard input, HTML comes out: a small part of CommonMark, exact to the character. Each block stands on a line of its own, with no empty lines between blocks.$$,
  pg_temp.rules('cli'), array[
  ['text', 'Paragraphs', $$Blocks are split on blank lines; lines inside a paragraph stay lines: `<p>a\nb</p>`. `&`, `<` and `>` are escaped.$$],
  ['headings', 'Headings', $$`#` to `######` and a space → `<h1>` to `<h6>`. Without the space, or with seven hashes, it is a paragraph.$$],
  ['inline', 'Emphasis and code', $$`*em*`, `**strong**` and `` `code` ``. Nothing is emphasised inside code, and code is escaped.$$],
  ['links', 'Links', $$`[text](url)` → `<a href="url">text</a>`, with emphasis allowed in the text. A url that is neither http nor https gets `href=""`.$$],
  ['lists', 'Lists', $$`- item` → `<ul>\n<li>…</li>\n</ul>`; `1. item` → `<ol>` in the same form.$$],
  ['fences', 'Fences and quotes', $$` ```js ` … ` ``` ` → `<pre><code class="language-js">…\n</code></pre>` with nothing parsed inside, only escaped. `> text` → `<blockquote>\n<p>text</p>\n</blockquote>`.$$]]);

select pg_temp.publish('realworld-api', 'http', 35, 180, true,
  'RealWorld API', 'The backend of Conduit, the blog that every framework builds.',
  $$The backend of the RealWorld "Conduit" specification, under `/api`: people, profiles, articles, tags, favorites, comments and a feed. Whoever is signed in sends `Authorization: Token <jwt>`.$$,
  pg_temp.rules('http'), array[
  ['auth', 'Register and log in', $$`POST /api/users {user:{username,email,password}}` → 2xx `{user:{username,email,token}}`; `POST /api/users/login` → 200 in the same form. A password never comes back. A wrong password → 401, 403 or 422; a taken e-mail → 409 or 422; an empty username → 422 with `{errors:{…}}`.$$],
  ['user', 'Who am I', $$`GET /api/user` and `PUT /api/user {user:{…}}` → 200 with the token; 401 without one or with an altered one. PUT keeps what it is not given.$$],
  ['profiles', 'Profiles', $$`GET /api/profiles/:name` → 200 `{profile:{username,following}}`, 404 for nobody. `POST` and `DELETE …/follow` → 200; 401 without a token.$$],
  ['articles', 'Articles', $$`POST /api/articles {article:{title,description,body,tagList}}` → 2xx with a slug matching `^[a-z0-9-]+$`, `favorited:false`, `favoritesCount:0`, the author and an ISO `createdAt`. GET, PUT and DELETE by slug. Somebody else → 403; gone → 404.$$],
  ['lists', 'Lists and tags', $$`GET /api/articles?tag=&author=&limit=&offset=`: newest first; `articlesCount` counts all that match, not the page. `GET /api/tags` → `{tags:[…]}`.$$],
  ['favorites', 'Favorites', $$`POST` and `DELETE /api/articles/:slug/favorite`: per person, the same when repeated, counted. `?favorited=name` filters.$$],
  ['comments', 'Comments', $$`POST` (2xx), `GET` and `DELETE /api/articles/:slug/comments[/:id]`. 401 without a token; only its author deletes a comment (403).$$],
  ['feed', 'The feed', $$`GET /api/articles/feed`: 401 without a token. Only authors one follows, newest first, with `author.following: true`.$$]]);
