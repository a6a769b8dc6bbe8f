CREATE TABLE touch_scenario (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT,
    retired_on TEXT,
    CONSTRAINT pk_touch_scenario PRIMARY KEY (id),
    CONSTRAINT ck_touch_scenario_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_touch_scenario_name_length CHECK (length("name") <= 200),
    CONSTRAINT ck_touch_scenario_purpose_length CHECK ("purpose" IS NULL OR length("purpose") <= 500),
    CONSTRAINT ck_touch_scenario_retired_on_date CHECK ("retired_on" IS NULL OR "retired_on" IS date("retired_on"))
)
 STRICT;
CREATE TABLE scenario_step (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    scenario_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    day INTEGER NOT NULL,
    channel TEXT,
    role TEXT,
    text TEXT NOT NULL,
    CONSTRAINT pk_scenario_step PRIMARY KEY (id),
    CONSTRAINT fk_scenario_step_scenario_id FOREIGN KEY(scenario_id) REFERENCES touch_scenario (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_scenario_step_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_scenario_step_scenario_id_bytes CHECK (length("scenario_id") = 16),
    CONSTRAINT ck_scenario_step_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_scenario_step_day_range CHECK ("day" BETWEEN -365 AND 1000),
    CONSTRAINT ck_scenario_step_channel_term CHECK ("channel" IS NULL OR "channel" IN ('meeting', 'call', 'email', 'messenger', 'site_visit', 'event', 'business_review', 'gift', 'note')),
    CONSTRAINT ck_scenario_step_role_term CHECK ("role" IS NULL OR "role" IN ('initiator', 'user', 'influencer', 'decider', 'approver', 'buyer', 'gatekeeper', 'executive_sponsor', 'coach')),
    CONSTRAINT ck_scenario_step_text_length CHECK (length("text") <= 500)
)
 STRICT;
CREATE INDEX ix_scenario_step_scenario_id ON scenario_step (scenario_id);
CREATE TABLE scenario_run (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    scenario_id BLOB,
    name TEXT NOT NULL,
    started_on TEXT NOT NULL,
    stopped_on TEXT,
    CONSTRAINT pk_scenario_run PRIMARY KEY (id),
    CONSTRAINT ck_scenario_run_order CHECK (stopped_on IS NULL OR stopped_on >= started_on),
    CONSTRAINT fk_scenario_run_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_scenario_run_scenario_id FOREIGN KEY(scenario_id) REFERENCES touch_scenario (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_scenario_run_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_scenario_run_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_scenario_run_scenario_id_bytes CHECK ("scenario_id" IS NULL OR length("scenario_id") = 16),
    CONSTRAINT ck_scenario_run_name_length CHECK (length("name") <= 200),
    CONSTRAINT ck_scenario_run_started_on_date CHECK ("started_on" IS date("started_on")),
    CONSTRAINT ck_scenario_run_stopped_on_date CHECK ("stopped_on" IS NULL OR "stopped_on" IS date("stopped_on"))
)
 STRICT;
CREATE INDEX ix_scenario_run_account_id ON scenario_run (account_id);
CREATE INDEX ix_scenario_run_scenario_id ON scenario_run (scenario_id);
CREATE TABLE signal_state (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB,
    code TEXT NOT NULL,
    about BLOB NOT NULL,
    until INTEGER,
    reason TEXT,
    noted_on TEXT NOT NULL,
    CONSTRAINT pk_signal_state PRIMARY KEY (id),
    CONSTRAINT uq_signal_state_code_about UNIQUE (code, about),
    CONSTRAINT ck_signal_state_until_or_reason CHECK (until IS NOT NULL OR reason IS NOT NULL),
    CONSTRAINT fk_signal_state_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_signal_state_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_signal_state_account_id_bytes CHECK ("account_id" IS NULL OR length("account_id") = 16),
    CONSTRAINT ck_signal_state_code_length CHECK (length("code") <= 100),
    CONSTRAINT ck_signal_state_about_bytes CHECK (length("about") = 16),
    CONSTRAINT ck_signal_state_reason_length CHECK ("reason" IS NULL OR length("reason") <= 500),
    CONSTRAINT ck_signal_state_noted_on_date CHECK ("noted_on" IS date("noted_on"))
)
 STRICT;
CREATE INDEX ix_signal_state_account_id ON signal_state (account_id);
CREATE TABLE printed_document (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB,
    interaction_id BLOB,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    printed_at INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    CONSTRAINT pk_printed_document PRIMARY KEY (id),
    CONSTRAINT ck_printed_document_digest CHECK (length(sha256) = 32),
    CONSTRAINT fk_printed_document_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_printed_document_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_printed_document_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_printed_document_account_id_bytes CHECK ("account_id" IS NULL OR length("account_id") = 16),
    CONSTRAINT ck_printed_document_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16),
    CONSTRAINT ck_printed_document_kind_term CHECK ("kind" IN ('brief', 'customer_brief', 'day', 'map')),
    CONSTRAINT ck_printed_document_language_length CHECK (length("language") <= 8),
    CONSTRAINT ck_printed_document_pages_range CHECK ("pages" BETWEEN 1 AND 10000),
    CONSTRAINT ck_printed_document_size_range CHECK ("size" BETWEEN 0 AND 9007199254740992)
)
 STRICT;
CREATE INDEX ix_printed_document_account_id ON printed_document (account_id);
CREATE INDEX ix_printed_document_interaction_id ON printed_document (interaction_id);
CREATE INDEX ix_printed_document_sha256 ON printed_document (sha256);
CREATE TABLE brief_layout (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_brief_layout PRIMARY KEY (id),
    CONSTRAINT uq_brief_layout_interaction_id UNIQUE (interaction_id),
    CONSTRAINT fk_brief_layout_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_brief_layout_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_brief_layout_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_brief_layout_content_length CHECK (length("content") <= 20000)
)
 STRICT;
CREATE TABLE phrase (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    meeting_kind TEXT,
    text TEXT NOT NULL,
    answer TEXT,
    CONSTRAINT pk_phrase PRIMARY KEY (id),
    CONSTRAINT ck_phrase_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_phrase_kind_term CHECK ("kind" IN ('question', 'objection')),
    CONSTRAINT ck_phrase_meeting_kind_term CHECK ("meeting_kind" IS NULL OR "meeting_kind" IN ('meeting', 'call', 'email', 'messenger', 'site_visit', 'event', 'business_review', 'gift', 'note')),
    CONSTRAINT ck_phrase_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_phrase_answer_length CHECK ("answer" IS NULL OR length("answer") <= 500)
)
 STRICT;
CREATE TABLE commitment_reminder (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    commitment_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    channel TEXT,
    CONSTRAINT pk_commitment_reminder PRIMARY KEY (id),
    CONSTRAINT fk_commitment_reminder_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_commitment_reminder_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_commitment_reminder_commitment_id_bytes CHECK (length("commitment_id") = 16),
    CONSTRAINT ck_commitment_reminder_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_commitment_reminder_channel_term CHECK ("channel" IS NULL OR "channel" IN ('meeting', 'call', 'email', 'messenger', 'site_visit', 'event', 'business_review', 'gift', 'note'))
)
 STRICT;
CREATE INDEX ix_commitment_reminder_commitment_id ON commitment_reminder (commitment_id);
CREATE TABLE interaction_anew (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT,
    account_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    subject TEXT NOT NULL,
    starts_local TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER,
    place TEXT,
    direction TEXT,
    purpose TEXT,
    best_outcome TEXT,
    minimum_outcome TEXT,
    client_purpose TEXT,
    logistics TEXT,
    notes TEXT,
    outcome TEXT,
    mood INTEGER,
    learned TEXT,
    competitor_mentions TEXT,
    follow_up_sent_on TEXT,
    repeats TEXT,
    repeat_of_id BLOB,
    occurrence_on TEXT,
    opportunity_id BLOB,
    complaint_id BLOB,
    objective_id BLOB,
    travel_minutes INTEGER,
    scenario_run_id BLOB,
    CONSTRAINT pk_interaction PRIMARY KEY (id),
    CONSTRAINT fk_interaction_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_repeat_of_id FOREIGN KEY(repeat_of_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_scenario_run_id FOREIGN KEY(scenario_run_id) REFERENCES scenario_run (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_interaction_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_interaction_external_id_length CHECK ("external_id" IS NULL OR length("external_id") <= 500),
    CONSTRAINT ck_interaction_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_interaction_kind_term CHECK ("kind" IN ('meeting', 'call', 'email', 'messenger', 'site_visit', 'event', 'business_review', 'gift', 'note')),
    CONSTRAINT ck_interaction_status_term CHECK ("status" IN ('planned', 'done', 'cancelled', 'missed')),
    CONSTRAINT ck_interaction_subject_length CHECK (length("subject") <= 500),
    CONSTRAINT ck_interaction_starts_local_local CHECK ("starts_local" IS strftime('%Y-%m-%dT%H:%M', "starts_local")),
    CONSTRAINT ck_interaction_zone_length CHECK (length("zone") <= 64),
    CONSTRAINT ck_interaction_minutes_range CHECK ("minutes" IS NULL OR "minutes" BETWEEN 0 AND 100000),
    CONSTRAINT ck_interaction_place_length CHECK ("place" IS NULL OR length("place") <= 500),
    CONSTRAINT ck_interaction_direction_term CHECK ("direction" IS NULL OR "direction" IN ('outgoing', 'incoming')),
    CONSTRAINT ck_interaction_purpose_length CHECK ("purpose" IS NULL OR length("purpose") <= 500),
    CONSTRAINT ck_interaction_best_outcome_length CHECK ("best_outcome" IS NULL OR length("best_outcome") <= 500),
    CONSTRAINT ck_interaction_minimum_outcome_length CHECK ("minimum_outcome" IS NULL OR length("minimum_outcome") <= 500),
    CONSTRAINT ck_interaction_client_purpose_length CHECK ("client_purpose" IS NULL OR length("client_purpose") <= 500),
    CONSTRAINT ck_interaction_logistics_length CHECK ("logistics" IS NULL OR length("logistics") <= 500),
    CONSTRAINT ck_interaction_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000),
    CONSTRAINT ck_interaction_outcome_term CHECK ("outcome" IS NULL OR "outcome" IN ('advance', 'continuation', 'no_result')),
    CONSTRAINT ck_interaction_mood_step CHECK ("mood" IS NULL OR "mood" BETWEEN -2 AND 2),
    CONSTRAINT ck_interaction_learned_length CHECK ("learned" IS NULL OR length("learned") <= 20000),
    CONSTRAINT ck_interaction_competitor_mentions_length CHECK ("competitor_mentions" IS NULL OR length("competitor_mentions") <= 500),
    CONSTRAINT ck_interaction_follow_up_sent_on_date CHECK ("follow_up_sent_on" IS NULL OR "follow_up_sent_on" IS date("follow_up_sent_on")),
    CONSTRAINT ck_interaction_repeats_length CHECK ("repeats" IS NULL OR length("repeats") <= 200),
    CONSTRAINT ck_interaction_repeat_of_id_bytes CHECK ("repeat_of_id" IS NULL OR length("repeat_of_id") = 16),
    CONSTRAINT ck_interaction_occurrence_on_date CHECK ("occurrence_on" IS NULL OR "occurrence_on" IS date("occurrence_on")),
    CONSTRAINT ck_interaction_opportunity_id_bytes CHECK ("opportunity_id" IS NULL OR length("opportunity_id") = 16),
    CONSTRAINT ck_interaction_complaint_id_bytes CHECK ("complaint_id" IS NULL OR length("complaint_id") = 16),
    CONSTRAINT ck_interaction_objective_id_bytes CHECK ("objective_id" IS NULL OR length("objective_id") = 16),
    CONSTRAINT ck_interaction_travel_minutes_range CHECK ("travel_minutes" IS NULL OR "travel_minutes" BETWEEN 0 AND 1440),
    CONSTRAINT ck_interaction_scenario_run_id_bytes CHECK ("scenario_run_id" IS NULL OR length("scenario_run_id") = 16)
)
 STRICT;
INSERT INTO interaction_anew (id, version, external_id, account_id, kind, status, subject, starts_local, zone, starts_at, minutes, place, direction, purpose, best_outcome, minimum_outcome, client_purpose, logistics, notes, outcome, mood, learned, competitor_mentions, follow_up_sent_on, repeats, repeat_of_id, occurrence_on, opportunity_id, complaint_id, objective_id)
SELECT id, version, external_id, account_id, kind, status, subject, starts_local, zone, starts_at, minutes, place, direction, purpose, best_outcome, minimum_outcome, client_purpose, logistics, notes, outcome, mood, learned, competitor_mentions, follow_up_sent_on, repeats, repeat_of_id, occurrence_on, opportunity_id, complaint_id, objective_id
FROM interaction;
DROP TABLE interaction;
ALTER TABLE interaction_anew RENAME TO interaction;
CREATE INDEX ix_interaction_complaint_id ON interaction (complaint_id);
CREATE INDEX ix_interaction_objective_id ON interaction (objective_id);
CREATE INDEX ix_interaction_opportunity_id ON interaction (opportunity_id);
CREATE INDEX ix_interaction_repeat_of_id ON interaction (repeat_of_id);
CREATE INDEX ix_interaction_scenario_run_id ON interaction (scenario_run_id);
CREATE INDEX ix_interaction_starts ON interaction (account_id, status, starts_at);
CREATE INDEX ix_interaction_when ON interaction (starts_at);
CREATE UNIQUE INDEX uq_interaction_external_id ON interaction (external_id) WHERE external_id IS NOT NULL;
CREATE TABLE commitment_anew (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    promised_to_client INTEGER NOT NULL,
    owner_colleague_id BLOB,
    owner_stakeholder_id BLOB,
    made_on TEXT NOT NULL,
    due_on TEXT,
    due_at TEXT,
    zone TEXT,
    first_due_on TEXT,
    status TEXT NOT NULL,
    closed_on TEXT,
    proof TEXT,
    notes TEXT,
    interaction_id BLOB,
    objective_id BLOB,
    initiative_id BLOB,
    complaint_id BLOB,
    scenario_run_id BLOB,
    CONSTRAINT pk_commitment PRIMARY KEY (id),
    CONSTRAINT ck_commitment_closed_has_date CHECK ((status = 'open') = (closed_on IS NULL)),
    CONSTRAINT ck_commitment_theirs_is_promised CHECK (side = 'ours' OR promised_to_client),
    CONSTRAINT fk_commitment_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_owner_colleague_id FOREIGN KEY(owner_colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_owner_stakeholder_id FOREIGN KEY(owner_stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_initiative_id FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_scenario_run_id FOREIGN KEY(scenario_run_id) REFERENCES scenario_run (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_commitment_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_commitment_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_commitment_side_term CHECK ("side" IN ('ours', 'theirs')),
    CONSTRAINT ck_commitment_kind_term CHECK ("kind" IN ('promise', 'containment', 'corrective', 'preventive')),
    CONSTRAINT ck_commitment_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_commitment_promised_to_client_flag CHECK ("promised_to_client" IN (0, 1)),
    CONSTRAINT ck_commitment_owner_colleague_id_bytes CHECK ("owner_colleague_id" IS NULL OR length("owner_colleague_id") = 16),
    CONSTRAINT ck_commitment_owner_stakeholder_id_bytes CHECK ("owner_stakeholder_id" IS NULL OR length("owner_stakeholder_id") = 16),
    CONSTRAINT ck_commitment_made_on_date CHECK ("made_on" IS date("made_on")),
    CONSTRAINT ck_commitment_due_on_date CHECK ("due_on" IS NULL OR "due_on" IS date("due_on")),
    CONSTRAINT ck_commitment_due_at_local CHECK ("due_at" IS NULL OR "due_at" IS strftime('%Y-%m-%dT%H:%M', "due_at")),
    CONSTRAINT ck_commitment_zone_length CHECK ("zone" IS NULL OR length("zone") <= 64),
    CONSTRAINT ck_commitment_first_due_on_date CHECK ("first_due_on" IS NULL OR "first_due_on" IS date("first_due_on")),
    CONSTRAINT ck_commitment_status_term CHECK ("status" IN ('open', 'kept', 'broken', 'cancelled')),
    CONSTRAINT ck_commitment_closed_on_date CHECK ("closed_on" IS NULL OR "closed_on" IS date("closed_on")),
    CONSTRAINT ck_commitment_proof_length CHECK ("proof" IS NULL OR length("proof") <= 500),
    CONSTRAINT ck_commitment_notes_length CHECK ("notes" IS NULL OR length("notes") <= 500),
    CONSTRAINT ck_commitment_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16),
    CONSTRAINT ck_commitment_objective_id_bytes CHECK ("objective_id" IS NULL OR length("objective_id") = 16),
    CONSTRAINT ck_commitment_initiative_id_bytes CHECK ("initiative_id" IS NULL OR length("initiative_id") = 16),
    CONSTRAINT ck_commitment_complaint_id_bytes CHECK ("complaint_id" IS NULL OR length("complaint_id") = 16),
    CONSTRAINT ck_commitment_scenario_run_id_bytes CHECK ("scenario_run_id" IS NULL OR length("scenario_run_id") = 16)
)
 STRICT;
INSERT INTO commitment_anew (id, version, account_id, side, kind, text, promised_to_client, owner_colleague_id, owner_stakeholder_id, made_on, due_on, due_at, zone, first_due_on, status, closed_on, proof, notes, interaction_id, objective_id, initiative_id, complaint_id)
SELECT id, version, account_id, side, kind, text, promised_to_client, owner_colleague_id, owner_stakeholder_id, made_on, due_on, due_at, zone, first_due_on, status, closed_on, proof, notes, interaction_id, objective_id, initiative_id, complaint_id
FROM commitment;
DROP TABLE commitment;
ALTER TABLE commitment_anew RENAME TO commitment;
CREATE INDEX ix_commitment_account_status ON commitment (account_id, status);
CREATE INDEX ix_commitment_complaint_id ON commitment (complaint_id);
CREATE INDEX ix_commitment_due ON commitment (status, due_on);
CREATE INDEX ix_commitment_initiative_id ON commitment (initiative_id);
CREATE INDEX ix_commitment_interaction_id ON commitment (interaction_id);
CREATE INDEX ix_commitment_objective_id ON commitment (objective_id);
CREATE INDEX ix_commitment_owner_colleague_id ON commitment (owner_colleague_id);
CREATE INDEX ix_commitment_owner_stakeholder_id ON commitment (owner_stakeholder_id);
CREATE INDEX ix_commitment_scenario_run_id ON commitment (scenario_run_id);
