-- Statements: one row for every period of a contract that was settled, and one for every correction of it.

CREATE TABLE statement (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  contract TEXT NOT NULL REFERENCES contract (id),
  contract_version TEXT NOT NULL REFERENCES contract_version (id),
  settled TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  number TEXT,
  corrects TEXT REFERENCES statement (id),
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX statement_contract_settled_first_sequence ON statement (contract, settled, first, sequence);
CREATE UNIQUE INDEX statement_number ON statement (number);
CREATE INDEX statement_customer_last_id ON statement (customer, last, id);
CREATE INDEX statement_state_last_id ON statement (state, last, id);
CREATE INDEX statement_contract_version ON statement (contract_version);
CREATE INDEX statement_corrects ON statement (corrects);
