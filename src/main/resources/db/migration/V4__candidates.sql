-- What a person may choose for a case that was set aside, the likeliest first.
create table candidates (
  case_id uuid not null,
  position integer not null,
  candidate varchar(64) not null,
  score integer not null,
  evidence varchar(1000) not null,
  primary key (case_id, position)
);
