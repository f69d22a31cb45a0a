-- When a change happened, as its message says: changes that arrive out of order count in this order.
alter table patient_changes add column happened_at timestamp;

-- The few cases of a rare modality are found by their studies instead of looked for among all.
create index studies_of_modality on studies (modality);
