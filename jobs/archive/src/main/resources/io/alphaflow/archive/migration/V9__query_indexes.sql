-- Indexes for the usual questions to a large database: docs/database.md names the questions.

CREATE INDEX decisions_account_time ON decisions (account, time);
CREATE INDEX execution_reports_fills ON execution_reports (venue, symbol, time) WHERE execution_type = 'FILL';
CREATE INDEX positions_time ON positions (account, time);
CREATE INDEX alerts_code ON alerts (code, time);
