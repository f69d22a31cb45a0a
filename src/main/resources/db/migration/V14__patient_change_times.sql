-- When a change happened, as its message says: changes that arrive out of order count in this order.
alter table patient_changes add column happened_at timestamp;
