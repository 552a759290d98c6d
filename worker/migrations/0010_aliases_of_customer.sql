-- Undoing an import asks of each customer that it added whether another was merged into it.
CREATE INDEX customer_aliases_of_customer ON customer_aliases(customer_id);
