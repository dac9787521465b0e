-- What customers took: products, sales lines and what was known of them before, months added up, files read.
CREATE TABLE product (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  product_group TEXT NOT NULL,
  unit TEXT NOT NULL,
  content INTEGER NOT NULL,
  per INTEGER NOT NULL,
  vat INTEGER NOT NULL
) STRICT;
CREATE INDEX product_product_group_id ON product (product_group, id);

CREATE TABLE sale_line (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  customer TEXT NOT NULL REFERENCES customer (id),
  contract TEXT NOT NULL,
  product TEXT NOT NULL,
  product_group TEXT NOT NULL,
  unit TEXT NOT NULL,
  day TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  packages INTEGER,
  quantity INTEGER NOT NULL,
  turnover INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  known_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sale_line_customer_day_id ON sale_line (customer, day, id);

CREATE TABLE sale_history (
  id TEXT NOT NULL PRIMARY KEY,
  sale_line TEXT NOT NULL REFERENCES sale_line (id),
  run TEXT NOT NULL,
  known_at INTEGER NOT NULL,
  replaced_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX sale_history_sale_line_replaced_at_id ON sale_history (sale_line, replaced_at, id);

CREATE TABLE sale_month (
  seq INTEGER NOT NULL PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer (id),
  month TEXT NOT NULL,
  contract TEXT NOT NULL,
  product_group TEXT NOT NULL,
  unit TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  turnover INTEGER NOT NULL,
  lines INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sale_month_customer_month_contract_product_group_unit_paid_on
  ON sale_month (customer, month, contract, product_group, unit, paid_on);

CREATE TABLE sale_run (
  id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  file TEXT NOT NULL,
  format TEXT NOT NULL,
  started_at TEXT NOT NULL,
  started_by TEXT NOT NULL,
  ended_at TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX sale_run_started_at_id ON sale_run (started_at, id);

CREATE TABLE sale_reject (
  id TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL REFERENCES sale_run (id),
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT;
CREATE INDEX sale_reject_run_line_id ON sale_reject (run, line, id);
