-- Terminations: why, in which circumstances and on which day a contract ends, kept for ever.

CREATE TABLE termination (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  contract TEXT REFERENCES contract (id),
  effective TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  statement TEXT REFERENCES statement (id),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX termination_customer_effective_id ON termination (customer, effective, id);
CREATE INDEX termination_contract_state_id ON termination (contract, state, id);
CREATE INDEX termination_state_effective_id ON termination (state, effective, id);
CREATE INDEX termination_statement ON termination (statement);
