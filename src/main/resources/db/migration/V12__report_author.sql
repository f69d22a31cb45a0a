-- Who wrote the report, as its message names them.
alter table reports add column author varchar(250);
