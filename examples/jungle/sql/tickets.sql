-- complaints of the last quarter, run by scripts/prepare.py
SELECT *
FROM care.tickets t
LEFT JOIN care.ticket_reasons r ON r.reason_id = t.reason_id
WHERE t.opened_at > NOW() - INTERVAL '90 days';
