-- Whether a raw message is still somebody's is asked when a case is deleted.
create index reports_of_object on reports (object);
create index orders_of_object on orders (object);
create index patient_changes_of_object on patient_changes (object);
create index instances_of_object on instances (object);
