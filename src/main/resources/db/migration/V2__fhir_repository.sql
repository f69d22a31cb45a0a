-- The embedded FHIR repository. Every change to a resource is a row of its own and is never deleted.

-- One row: whoever writes holds it, so changes commit in the order of their numbers, and a reader
-- that follows _lastUpdated or a page cursor can never miss one that commits late.
create table fhir_clock (
  only_row smallint primary key check (only_row = 1),
  change_number bigint not null,
  last_updated bigint not null
);
insert into fhir_clock (only_row, change_number, last_updated) values (1, 0, 0);

-- superseded is the change that replaced this version, and the greatest bigint while it is current.
create table fhir_version (
  change_number bigint primary key,
  resource_type varchar(40) not null,
  resource_id varchar(64) not null,
  version bigint not null,
  superseded bigint not null,
  last_updated bigint not null,
  content text not null,
  constraint fhir_version_numbered unique (resource_type, resource_id, version),
  constraint fhir_version_one_current unique (resource_type, resource_id, superseded)
);
create index fhir_version_of_type on fhir_version (resource_type, change_number);

-- What a version can be found by. Times are milliseconds since 1970; high includes its last one.
create table fhir_search_value (
  change_number bigint not null references fhir_version,
  resource_type varchar(40) not null,
  parameter varchar(40) not null,
  coding_system varchar(1000),
  token varchar(500),
  low bigint,
  high bigint
);
create index fhir_search_value_token on fhir_search_value (resource_type, parameter, token);
create index fhir_search_value_low on fhir_search_value (resource_type, parameter, low);
create index fhir_search_value_version on fhir_search_value (change_number);
