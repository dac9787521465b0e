-- What settling reads of many contracts at once: the rules of every version, and months of sales added up in one row.
CREATE TABLE contract_rule (
  contract_version TEXT NOT NULL REFERENCES contract_version (id),
  place INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (contract_version, place)
) STRICT, WITHOUT ROWID;

-- A version from before clauses carried rules in full has nothing to settle by.
INSERT INTO contract_rule (contract_version, place, body)
SELECT version.id, rule.key, rule.value
FROM contract_version AS version, json_each(version.body, '$.rules') AS rule
WHERE json_extract(rule.value, '$.line') IS NOT NULL;

CREATE TRIGGER contract_version_rules AFTER INSERT ON contract_version
BEGIN
  INSERT INTO contract_rule (contract_version, place, body)
  SELECT NEW.id, rule.key, rule.value FROM json_each(NEW.body, '$.rules') AS rule
  WHERE json_extract(rule.value, '$.line') IS NOT NULL;
END;
CREATE TRIGGER contract_rule_stays BEFORE UPDATE ON contract_rule
BEGIN SELECT RAISE(ABORT, 'a rule of a contract version is never changed'); END;
CREATE TRIGGER contract_rule_is_new BEFORE INSERT ON contract_rule
WHEN EXISTS (SELECT 1 FROM contract_rule WHERE contract_version = NEW.contract_version AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'a rule of a contract version is never replaced'); END;
CREATE TRIGGER contract_rule_remains BEFORE DELETE ON contract_rule
BEGIN SELECT RAISE(ABORT, 'a rule of a contract version is never removed'); END;

CREATE TABLE sale_payment (
  customer TEXT NOT NULL REFERENCES customer (id),
  paid_on TEXT NOT NULL,
  month TEXT NOT NULL,
  contract TEXT NOT NULL,
  product_group TEXT NOT NULL,
  unit TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  turnover INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  PRIMARY KEY (customer, paid_on, month, contract, product_group, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_payment (customer, paid_on, month, contract, product_group, unit, quantity, turnover, lines)
SELECT customer, paid_on, month, contract, product_group, unit, quantity, turnover, lines
FROM sale_month WHERE paid_on <> '' ORDER BY customer, paid_on, month, contract, product_group, unit;

ALTER TABLE sale_month RENAME TO sale_month_by_payment;
CREATE TABLE sale_month (
  customer TEXT NOT NULL REFERENCES customer (id),
  month TEXT NOT NULL,
  contract TEXT NOT NULL,
  product_group TEXT NOT NULL,
  unit TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  turnover INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  paid_quantity INTEGER NOT NULL,
  paid_turnover INTEGER NOT NULL,
  paid_lines INTEGER NOT NULL,
  PRIMARY KEY (customer, month, contract, product_group, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_month
  (customer, month, contract, product_group, unit, quantity, turnover, lines, paid_quantity, paid_turnover, paid_lines)
SELECT customer, month, contract, product_group, unit, sum(quantity), sum(turnover), sum(lines),
  sum(CASE WHEN paid_on = '' THEN 0 ELSE quantity END), sum(CASE WHEN paid_on = '' THEN 0 ELSE turnover END),
  sum(CASE WHEN paid_on = '' THEN 0 ELSE lines END)
FROM sale_month_by_payment GROUP BY customer, month, contract, product_group, unit;
DROP TABLE sale_month_by_payment;
