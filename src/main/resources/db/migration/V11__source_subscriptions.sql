-- What we asked the hospital's FHIR servers to tell us, and how much of it is here.
create table source_subscriptions (
  name varchar(128) primary key,
  source varchar(64) not null,
  resource_type varchar(64) not null,
  secret varchar(128) not null,
  way varchar(16),
  remote_id varchar(64),
  state varchar(16) not null,
  failures integer not null,
  last_event bigint not null,
  highest_event bigint not null,
  heard_at timestamp with time zone,
  gap_since timestamp with time zone,
  caught_up_in_ms bigint not null,
  sweeps_wanted bigint not null,
  sweeps_done bigint not null,
  swept_at timestamp with time zone not null,
  swept_to timestamp with time zone not null,
  due_at timestamp with time zone not null
);
