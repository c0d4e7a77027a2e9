import { type RawBuilder, sql } from 'kysely'

/** What is gathered for an account besides its own row, part by part: the rows of the account that `export` is for. */
export const accountExportParts: Readonly<Record<string, RawBuilder<unknown>>> = {
  devices: sql`select id, type, vendor_uuid, name, created_at from device
      where account_id = export.account_id order by created_at`,
  deviceSessions: sql`select id, device_id, state, means, confirmed_by, ip, user_agent, created_at, last_seen_at, ended_at,
        ended_by from device_session where account_id = export.account_id order by created_at`,
  events: sql`select kind, device, ip, user_agent, detail, at from account_event
      where account_id = export.account_id order by id`,
  links: sql`select purpose, email, expires_at, used_at from mail_token
      where account_id = export.account_id order by expires_at`,
  runs: sql`select run.id, challenge.slug as challenge, version.number as version, category.slug as category,
        board.assistance, run.stack, run.evidence, run.state, run.armed_at, run.started_at, run.ended_at, run.time_ms,
        run.paused_ms,
        (select jsonb_agg(jsonb_build_object('position', position, 'elapsed_ms', elapsed_ms, 'segment_ms', segment_ms)
          order by position) from split where split.run_id = run.id) as splits,
        (select jsonb_agg(jsonb_build_object('kind', kind, 'position', position, 'at', at, 'elapsed_ms', elapsed_ms,
          'client_ms', client_ms) order by seq) from run_event event where event.run_id = run.id) as acts
      from run join board on board.id = run.board_id join challenge on challenge.id = board.challenge_id
        join category on category.id = run.category_id join challenge_version version on version.id = run.challenge_version_id
      where run.account_id = export.account_id order by run.id`,
  submissions: sql`select id, run_id, state, submitted_at, decided_at,
        (select jsonb_agg(to_jsonb(sent) - 'submission_id' order by sent.revision)
          from submission_revision sent where sent.submission_id = submission.id) as revisions,
        (select jsonb_agg(jsonb_build_object('kind', kind, 'reason', reason, 'from_ms', from_ms, 'to_ms', to_ms, 'at', at)
          order by at) from verdict where verdict.submission_id = submission.id) as verdicts
      from submission where runner_id = export.account_id order by id`,
  verdictsGiven: sql`select submission_id, kind, reason, from_ms, to_ms, at from verdict
      where verifier_id = export.account_id order by at`,
  claims: sql`select submission_id, kind, at from claim_event where verifier_id = export.account_id order by at`,
  rooms: sql`select room.slug, room.title, member.role, member.read_seq, member.joined_at
      from room_member member join room on room.id = member.room_id
      where member.account_id = export.account_id order by member.joined_at`,
  messages: sql`select room.slug as room, seq, body, run_ms, message.created_at, edited_at, removed_by,
        (select jsonb_agg(jsonb_build_object('kind', change.kind, 'was', change.was, 'at', change.created_at) order by change.seq)
          from message_change change where change.room_id = message.room_id and change.target = message.seq) as changes
      from message join room on room.id = message.room_id
      where author_id = export.account_id order by message.created_at, seq`,
  mentions: sql`select room.slug as room, seq from message_mention mention join room on room.id = mention.room_id
      where account_id = export.account_id order by room, seq`,
  reports: sql`select room.slug as room, seq, reason, state, report.created_at from message_report report
        join room on room.id = report.room_id where reporter_id = export.account_id order by report.created_at`,
  sanctions: sql`select room.slug as room, sanction.kind, until, reason, sanction.created_at from room_sanction sanction
        join room on room.id = sanction.room_id where account_id = export.account_id order by sanction.created_at`,
  moderation: sql`select room.slug as room, act, seq, detail, audit.created_at from room_audit audit
        join room on room.id = audit.room_id where actor_id = export.account_id order by audit.created_at`,
  jobActs: sql`select act, target, touched, acted_at from job_act where account_id = export.account_id order by id`,
  notices: sql`select kind, body, created_at, read_at from notice where account_id = export.account_id order by id`,
}
