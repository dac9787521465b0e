-- The tables of the first slice: streams with their versions, the journal, operations, blobs, numbers and search.
CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  login TEXT NOT NULL,
  role TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_login ON account (login);

CREATE TABLE customer (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  city TEXT,
  owner TEXT,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX customer_number ON customer (number);
CREATE INDEX customer_name_key_id ON customer (name_key, id);
CREATE INDEX customer_state_name_key_id ON customer (state, name_key, id);
CREATE INDEX customer_owner_name_key_id ON customer (owner, name_key, id);
CREATE INDEX customer_owner_state_name_key_id ON customer (owner, state, name_key, id);
CREATE INDEX customer_updated_at_id ON customer (updated_at, id);
CREATE INDEX customer_owner_updated_at_id ON customer (owner, updated_at, id);

CREATE TABLE situation (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  recorded_on TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX situation_customer_recorded_on_id ON situation (customer, recorded_on, id);

CREATE TABLE proposal (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  situation TEXT NOT NULL REFERENCES situation (id),
  letter TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX proposal_customer_letter_id ON proposal (customer, letter, id);
CREATE INDEX proposal_situation ON proposal (situation);
CREATE INDEX proposal_state_updated_at_id ON proposal (state, updated_at, id);

CREATE TABLE contract (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  proposal TEXT REFERENCES proposal (id),
  number TEXT,
  commencement TEXT,
  ends_on TEXT,
  notice_by TEXT,
  "current" TEXT REFERENCES contract_version (id),
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX contract_number ON contract (number);
CREATE INDEX contract_customer_updated_at_id ON contract (customer, updated_at, id);
CREATE INDEX contract_proposal ON contract (proposal);
CREATE INDEX contract_current ON contract ("current");
CREATE INDEX contract_state_notice_by_id ON contract (state, notice_by, id);
CREATE INDEX contract_state_ends_on_id ON contract (state, ends_on, id);
CREATE INDEX contract_state_updated_at_id ON contract (state, updated_at, id);

CREATE TABLE contract_version (
  id TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL REFERENCES contract (id),
  version INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX contract_version_contract_revision_version ON contract_version (contract, revision, version);
CREATE INDEX contract_version_sha256 ON contract_version (sha256);

CREATE TABLE signature (
  id TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL REFERENCES contract (id),
  contract_version TEXT NOT NULL REFERENCES contract_version (id),
  slot TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  voided_at TEXT
) STRICT;
CREATE INDEX signature_contract_at_id ON signature (contract, at, id);
CREATE INDEX signature_contract_version_slot ON signature (contract_version, slot);

CREATE TABLE blob (
  id TEXT NOT NULL PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE document (
  id TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL REFERENCES contract (id),
  state TEXT NOT NULL,
  blob TEXT REFERENCES blob (id),
  error TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX document_contract_at_id ON document (contract, at, id);
CREATE INDEX document_blob ON document (blob);
CREATE INDEX document_state_at_id ON document (state, at, id);

CREATE TABLE side_agreement (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  due TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX side_agreement_customer_state_due_id ON side_agreement (customer, state, due, id);
CREATE INDEX side_agreement_state_due_id ON side_agreement (state, due, id);

CREATE TABLE visit (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  account TEXT NOT NULL REFERENCES account (id),
  day TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX visit_account_day_id ON visit (account, day, id);
CREATE INDEX visit_customer_day_id ON visit (customer, day, id);

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  opened_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ended_at TEXT,
  device TEXT
) STRICT;
CREATE INDEX session_account_seen_at_id ON session (account, seen_at, id);
CREATE INDEX session_seen_at_id ON session (seen_at, id);

CREATE TABLE login_attempt (
  id TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at TEXT NOT NULL
) STRICT;
CREATE INDEX login_attempt_last_at_id ON login_attempt (last_at, id);

CREATE TABLE operation (
  id TEXT NOT NULL PRIMARY KEY,
  actor TEXT NOT NULL,
  route TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  location TEXT,
  body TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX operation_at_id ON operation (at, id);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_stream_version ON event (stream, version);
CREATE INDEX event_kind_seq ON event (kind, seq);
CREATE INDEX event_actor_seq ON event (actor, seq);

CREATE TABLE series (
  id TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE search (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  customer TEXT,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  title_key TEXT NOT NULL,
  title_words TEXT NOT NULL,
  other_words TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_kind_id ON search (kind, id);

-- What is recorded stays recorded: no change, no removal, no replacement; and a chain only grows at its end.
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
CREATE TRIGGER event_is_new BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM event WHERE stream = NEW.stream AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'the journal is never replaced'); END;
CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.version <> 1 + coalesce((SELECT max(version) FROM event WHERE stream = NEW.stream), 0)
  OR NEW.prev <> coalesce((SELECT hash FROM event WHERE stream = NEW.stream ORDER BY version DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'an event follows from the one before it'); END;

CREATE TRIGGER contract_version_stays BEFORE UPDATE ON contract_version
BEGIN SELECT RAISE(ABORT, 'a contract version is never changed'); END;
CREATE TRIGGER contract_version_remains BEFORE DELETE ON contract_version
BEGIN SELECT RAISE(ABORT, 'a contract version is never removed'); END;
CREATE TRIGGER contract_version_is_new BEFORE INSERT ON contract_version
WHEN EXISTS (SELECT 1 FROM contract_version WHERE id = NEW.id)
  OR EXISTS (
    SELECT 1 FROM contract_version
    WHERE contract = NEW.contract AND revision = NEW.revision AND version = NEW.version
  )
BEGIN SELECT RAISE(ABORT, 'a contract version is never replaced'); END;

CREATE TRIGGER signature_stays BEFORE UPDATE OF id, contract, contract_version, slot, body, at ON signature
BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;
CREATE TRIGGER signature_stays_void BEFORE UPDATE OF voided_at ON signature
WHEN OLD.voided_at IS NOT NULL AND OLD.voided_at IS NOT NEW.voided_at
BEGIN SELECT RAISE(ABORT, 'a void signature stays void'); END;
CREATE TRIGGER signature_remains BEFORE DELETE ON signature
BEGIN SELECT RAISE(ABORT, 'a signature is never removed'); END;
CREATE TRIGGER signature_is_new BEFORE INSERT ON signature
WHEN EXISTS (SELECT 1 FROM signature WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a signature is never replaced'); END;

CREATE TRIGGER blob_stays BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'a blob is never changed'); END;
CREATE TRIGGER blob_remains BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'a blob is never removed'); END;
CREATE TRIGGER blob_is_new BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a blob is never replaced'); END;

-- Full-text search over the folded words; the prefix indexes answer the first letters that someone types.
CREATE VIRTUAL TABLE search_words USING FTS5 (
  title_words, other_words, tags,
  content="search", content_rowid="seq", tokenize="unicode61 remove_diacritics 2", prefix="1 2 3"
);
CREATE TRIGGER search_added AFTER INSERT ON search BEGIN
  INSERT INTO search_words (rowid, title_words, other_words, tags)
  VALUES (NEW.seq, NEW.title_words, NEW.other_words, NEW.tags);
END;
CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
  INSERT INTO search_words (search_words, rowid, title_words, other_words, tags)
  VALUES ('delete', OLD.seq, OLD.title_words, OLD.other_words, OLD.tags);
END;
CREATE TRIGGER search_changed AFTER UPDATE ON search
WHEN (OLD.title_words, OLD.other_words, OLD.tags) <> (NEW.title_words, NEW.other_words, NEW.tags) BEGIN
  INSERT INTO search_words (search_words, rowid, title_words, other_words, tags)
  VALUES ('delete', OLD.seq, OLD.title_words, OLD.other_words, OLD.tags);
  INSERT INTO search_words (rowid, title_words, other_words, tags)
  VALUES (NEW.seq, NEW.title_words, NEW.other_words, NEW.tags);
END;
