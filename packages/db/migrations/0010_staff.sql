-- Who moderates the whole instance stands above the people of every room: asked for wherever a room is moderated.
create index account_staff on account (id) where role in ('moderator', 'admin');
