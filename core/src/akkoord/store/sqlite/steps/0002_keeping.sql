-- What was promised and when, changes of running contracts, things on loan, notes, files and calendar feeds.
CREATE TABLE obligation (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  contract TEXT NOT NULL REFERENCES contract (id),
  name TEXT NOT NULL,
  due TEXT,
  returns_on TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX obligation_customer_state_due_id ON obligation (customer, state, due, id);
CREATE INDEX obligation_contract_name_due_id ON obligation (contract, name, due, id);
CREATE INDEX obligation_state_due_id ON obligation (state, due, id);
CREATE INDEX obligation_returns_on_id ON obligation (returns_on, id);

CREATE TABLE asset (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  contract TEXT REFERENCES contract (id),
  serial_number TEXT,
  placed_on TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX asset_customer_state_id ON asset (customer, state, id);
CREATE INDEX asset_contract ON asset (contract);
CREATE INDEX asset_serial_number_id ON asset (serial_number, id);

CREATE TABLE note (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX note_customer_at_id ON note (customer, at, id);

CREATE TABLE customer_file (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  blob TEXT NOT NULL REFERENCES blob (id),
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX customer_file_customer_at_id ON customer_file (customer, at, id);
CREATE INDEX customer_file_blob ON customer_file (blob);

CREATE TABLE calendar_feed (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  made_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;
CREATE INDEX calendar_feed_account_made_at_id ON calendar_feed (account, made_at, id);

-- An amendment is a contract of its own that changes another: it is drafted and signed like one.
ALTER TABLE contract ADD COLUMN amends TEXT REFERENCES contract (id);
CREATE INDEX contract_amends_commencement_id ON contract (amends, commencement, id);
