CREATE TABLE blob_piece (
    id INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    CONSTRAINT pk_blob_piece PRIMARY KEY (id),
    CONSTRAINT uq_blob_piece_sha256_number UNIQUE (sha256, number),
    CONSTRAINT ck_blob_piece_number_range CHECK ("number" BETWEEN 0 AND 2147483648)
) STRICT;
CREATE TABLE step (
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    by_id BLOB,
    reverses INTEGER,
    details BLOB,
    CONSTRAINT pk_step PRIMARY KEY (seq),
    CONSTRAINT ck_step_kind CHECK (kind IN ('user', 'import', 'undo', 'automatic', 'record')),
    CONSTRAINT ck_step_undo_reverses CHECK ((kind = 'undo') = (reverses IS NOT NULL)),
    CONSTRAINT uq_step_id UNIQUE (id),
    CONSTRAINT ck_step_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_step_label_length CHECK (length("label") <= 100),
    CONSTRAINT ck_step_kind_length CHECK (length("kind") <= 20),
    CONSTRAINT ck_step_by_id_bytes CHECK ("by_id" IS NULL OR length("by_id") = 16)
) STRICT;
CREATE INDEX ix_step_reverses ON step (reverses);
CREATE TABLE change (
    step_seq INTEGER NOT NULL,
    record_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    image BLOB,
    CONSTRAINT pk_change PRIMARY KEY (step_seq, record_id),
    CONSTRAINT ck_change_kind CHECK (kind IN ('created', 'updated', 'deleted')),
    CONSTRAINT ck_change_record_id_bytes CHECK (length("record_id") = 16),
    CONSTRAINT ck_change_table_name_length CHECK (length("table_name") <= 100),
    CONSTRAINT ck_change_kind_length CHECK (length("kind") <= 8)
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_change_record ON change (record_id, step_seq);
CREATE TABLE person (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT,
    family_name TEXT NOT NULL,
    given_name TEXT,
    patronymic TEXT,
    name_key TEXT NOT NULL,
    birthday TEXT,
    birthday_year_known INTEGER NOT NULL,
    languages TEXT,
    interests TEXT,
    preferred_channel TEXT,
    gifts_policy TEXT,
    consent_on TEXT,
    consent_basis TEXT,
    erased_on TEXT,
    notes TEXT,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_person_external_id_length CHECK ("external_id" IS NULL OR length("external_id") <= 100),
    CONSTRAINT ck_person_family_name_length CHECK (length("family_name") <= 200),
    CONSTRAINT ck_person_given_name_length CHECK ("given_name" IS NULL OR length("given_name") <= 200),
    CONSTRAINT ck_person_patronymic_length CHECK ("patronymic" IS NULL OR length("patronymic") <= 200),
    CONSTRAINT ck_person_name_key_length CHECK (length("name_key") <= 900),
    CONSTRAINT ck_person_birthday_date CHECK ("birthday" IS NULL OR "birthday" IS date("birthday")),
    CONSTRAINT ck_person_birthday_year_known_flag CHECK ("birthday_year_known" IN (0, 1)),
    CONSTRAINT ck_person_languages_length CHECK ("languages" IS NULL OR length("languages") <= 200),
    CONSTRAINT ck_person_interests_length CHECK ("interests" IS NULL OR length("interests") <= 20000),
    CONSTRAINT ck_person_preferred_channel_term CHECK ("preferred_channel" IS NULL OR "preferred_channel" IN ('phone', 'mobile', 'email', 'messenger', 'social', 'other')),
    CONSTRAINT ck_person_gifts_policy_length CHECK ("gifts_policy" IS NULL OR length("gifts_policy") <= 500),
    CONSTRAINT ck_person_consent_on_date CHECK ("consent_on" IS NULL OR "consent_on" IS date("consent_on")),
    CONSTRAINT ck_person_consent_basis_length CHECK ("consent_basis" IS NULL OR length("consent_basis") <= 500),
    CONSTRAINT ck_person_erased_on_date CHECK ("erased_on" IS NULL OR "erased_on" IS date("erased_on")),
    CONSTRAINT ck_person_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE UNIQUE INDEX uq_person_external_id ON person (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_person_name_key ON person (name_key);
CREATE TABLE sales_fact (
    account_id BLOB NOT NULL,
    month TEXT NOT NULL,
    product_line_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    currency TEXT NOT NULL,
    source TEXT NOT NULL,
    quantity INTEGER,
    revenue_minor INTEGER NOT NULL,
    cost_minor INTEGER,
    CONSTRAINT pk_sales_fact PRIMARY KEY (account_id, month, product_line_id, unit_id, currency),
    CONSTRAINT ck_sales_fact_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_sales_fact_month_month CHECK (("month" || '-01') IS date("month" || '-01')),
    CONSTRAINT ck_sales_fact_product_line_id_bytes CHECK (length("product_line_id") = 16),
    CONSTRAINT ck_sales_fact_unit_id_bytes CHECK (length("unit_id") = 16),
    CONSTRAINT ck_sales_fact_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_sales_fact_source_term CHECK ("source" IN ('orders', 'totals'))
) WITHOUT ROWID, STRICT;
CREATE INDEX ix_sales_fact_month ON sales_fact (month);
CREATE TABLE survey_round (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    measure TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    CONSTRAINT pk_survey_round PRIMARY KEY (id),
    CONSTRAINT ck_survey_round_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_survey_round_title_length CHECK (length("title") <= 300),
    CONSTRAINT ck_survey_round_measure_term CHECK ("measure" IN ('nps', 'csat', 'ces')),
    CONSTRAINT ck_survey_round_asked_on_date CHECK ("asked_on" IS date("asked_on"))
) STRICT;
CREATE TABLE workspace (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    single INTEGER NOT NULL,
    company TEXT NOT NULL,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    country TEXT NOT NULL,
    zone TEXT NOT NULL,
    fiscal_year_starts INTEGER NOT NULL,
    revenue_is_gross INTEGER NOT NULL,
    complaint_number_pattern TEXT NOT NULL,
    logo_sha256 BLOB,
    CONSTRAINT pk_workspace PRIMARY KEY (id),
    CONSTRAINT uq_workspace_single UNIQUE (single),
    CONSTRAINT ck_workspace_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_workspace_single_range CHECK ("single" BETWEEN 1 AND 1),
    CONSTRAINT ck_workspace_company_length CHECK (length("company") <= 300),
    CONSTRAINT ck_workspace_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_workspace_language_length CHECK (length("language") <= 8),
    CONSTRAINT ck_workspace_country_length CHECK (length("country") <= 2),
    CONSTRAINT ck_workspace_zone_length CHECK (length("zone") <= 64),
    CONSTRAINT ck_workspace_fiscal_year_starts_range CHECK ("fiscal_year_starts" BETWEEN 1 AND 12),
    CONSTRAINT ck_workspace_revenue_is_gross_flag CHECK ("revenue_is_gross" IN (0, 1)),
    CONSTRAINT ck_workspace_complaint_number_pattern_length CHECK (length("complaint_number_pattern") <= 100)
) STRICT;
CREATE TABLE setting (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id),
    CONSTRAINT uq_setting_name UNIQUE (name),
    CONSTRAINT ck_setting_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_setting_name_length CHECK (length("name") <= 100),
    CONSTRAINT ck_setting_value_length CHECK (length("value") <= 20000)
) STRICT;
CREATE TABLE colleague (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    job_title TEXT,
    email TEXT,
    phone TEXT,
    is_me INTEGER NOT NULL,
    left_on TEXT,
    CONSTRAINT pk_colleague PRIMARY KEY (id),
    CONSTRAINT ck_colleague_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_colleague_name_length CHECK (length("name") <= 200),
    CONSTRAINT ck_colleague_job_title_length CHECK ("job_title" IS NULL OR length("job_title") <= 200),
    CONSTRAINT ck_colleague_email_length CHECK ("email" IS NULL OR length("email") <= 254),
    CONSTRAINT ck_colleague_phone_length CHECK ("phone" IS NULL OR length("phone") <= 100),
    CONSTRAINT ck_colleague_is_me_flag CHECK ("is_me" IN (0, 1)),
    CONSTRAINT ck_colleague_left_on_date CHECK ("left_on" IS NULL OR "left_on" IS date("left_on"))
) STRICT;
CREATE UNIQUE INDEX uq_colleague_me ON colleague (is_me) WHERE is_me = 1;
CREATE TABLE calendar (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    holidays_of TEXT,
    holidays TEXT,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    weekdays INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    CONSTRAINT pk_calendar PRIMARY KEY (id),
    CONSTRAINT ck_calendar_hours CHECK (ends = 0 OR starts < ends),
    CONSTRAINT ck_calendar_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_calendar_name_length CHECK (length("name") <= 100),
    CONSTRAINT ck_calendar_zone_length CHECK (length("zone") <= 64),
    CONSTRAINT ck_calendar_holidays_of_length CHECK ("holidays_of" IS NULL OR length("holidays_of") <= 8),
    CONSTRAINT ck_calendar_holidays_length CHECK ("holidays" IS NULL OR length("holidays") <= 20000),
    CONSTRAINT ck_calendar_starts_range CHECK ("starts" BETWEEN 0 AND 1440),
    CONSTRAINT ck_calendar_ends_range CHECK ("ends" BETWEEN 0 AND 1440),
    CONSTRAINT ck_calendar_weekdays_range CHECK ("weekdays" BETWEEN 0 AND 127),
    CONSTRAINT ck_calendar_is_default_flag CHECK ("is_default" IN (0, 1))
) STRICT;
CREATE TABLE product_line (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    unit TEXT,
    parent_id BLOB,
    external_id TEXT,
    retired_on TEXT,
    CONSTRAINT pk_product_line PRIMARY KEY (id),
    CONSTRAINT ck_product_line_not_its_own_parent CHECK (parent_id IS NULL OR parent_id <> id),
    CONSTRAINT fk_product_line_parent_id FOREIGN KEY(parent_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_product_line_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_product_line_name_length CHECK (length("name") <= 200),
    CONSTRAINT ck_product_line_name_key_length CHECK (length("name_key") <= 400),
    CONSTRAINT ck_product_line_unit_length CHECK ("unit" IS NULL OR length("unit") <= 40),
    CONSTRAINT ck_product_line_parent_id_bytes CHECK ("parent_id" IS NULL OR length("parent_id") = 16),
    CONSTRAINT ck_product_line_external_id_length CHECK ("external_id" IS NULL OR length("external_id") <= 100),
    CONSTRAINT ck_product_line_retired_on_date CHECK ("retired_on" IS NULL OR "retired_on" IS date("retired_on"))
) STRICT;
CREATE INDEX ix_product_line_name_key ON product_line (name_key);
CREATE UNIQUE INDEX uq_product_line_external_id ON product_line (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_product_line_parent_id ON product_line (parent_id);
CREATE TABLE competitor (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    notes TEXT,
    CONSTRAINT pk_competitor PRIMARY KEY (id),
    CONSTRAINT ck_competitor_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_competitor_name_length CHECK (length("name") <= 300),
    CONSTRAINT ck_competitor_name_key_length CHECK (length("name_key") <= 600),
    CONSTRAINT ck_competitor_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE INDEX ix_competitor_name_key ON competitor (name_key);
CREATE TABLE currency_rate (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    currency TEXT NOT NULL,
    "on" TEXT NOT NULL,
    rate_millionths INTEGER NOT NULL,
    CONSTRAINT pk_currency_rate PRIMARY KEY (id),
    CONSTRAINT uq_currency_rate_currency_on UNIQUE (currency, "on"),
    CONSTRAINT ck_currency_rate_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_currency_rate_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_currency_rate_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_currency_rate_rate_millionths_range CHECK ("rate_millionths" BETWEEN 1 AND 1000000000000000)
) STRICT;
CREATE TABLE account (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    legal_name TEXT,
    tax_number TEXT,
    tax_reason_code TEXT,
    registration_number TEXT,
    site TEXT,
    phone TEXT,
    email TEXT,
    logo_sha256 BLOB,
    parent_id BLOB,
    owner_id BLOB,
    status TEXT NOT NULL,
    potential INTEGER,
    client_since TEXT,
    industry TEXT,
    business_type TEXT,
    ownership TEXT,
    founded INTEGER,
    headcount INTEGER,
    annual_revenue_minor INTEGER,
    business_lines TEXT,
    earns_by TEXT,
    their_customers TEXT,
    market_position TEXT,
    growth_plans TEXT,
    pressures TEXT,
    trusted_sources TEXT,
    "values" TEXT,
    notes TEXT,
    currency TEXT NOT NULL,
    payment_form TEXT,
    deferral_days INTEGER,
    credit_limit_minor INTEGER,
    discount_hundredths INTEGER,
    price_list TEXT,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_not_its_own_parent CHECK (parent_id IS NULL OR parent_id <> id),
    CONSTRAINT fk_account_parent_id FOREIGN KEY(parent_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_account_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_account_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_account_external_id_length CHECK ("external_id" IS NULL OR length("external_id") <= 100),
    CONSTRAINT ck_account_name_length CHECK (length("name") <= 300),
    CONSTRAINT ck_account_name_key_length CHECK (length("name_key") <= 600),
    CONSTRAINT ck_account_legal_name_length CHECK ("legal_name" IS NULL OR length("legal_name") <= 300),
    CONSTRAINT ck_account_tax_number_length CHECK ("tax_number" IS NULL OR length("tax_number") <= 40),
    CONSTRAINT ck_account_tax_reason_code_length CHECK ("tax_reason_code" IS NULL OR length("tax_reason_code") <= 40),
    CONSTRAINT ck_account_registration_number_length CHECK ("registration_number" IS NULL OR length("registration_number") <= 40),
    CONSTRAINT ck_account_site_length CHECK ("site" IS NULL OR length("site") <= 500),
    CONSTRAINT ck_account_phone_length CHECK ("phone" IS NULL OR length("phone") <= 100),
    CONSTRAINT ck_account_email_length CHECK ("email" IS NULL OR length("email") <= 254),
    CONSTRAINT ck_account_parent_id_bytes CHECK ("parent_id" IS NULL OR length("parent_id") = 16),
    CONSTRAINT ck_account_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_account_status_term CHECK ("status" IN ('prospect', 'active', 'at_risk', 'dormant', 'lost')),
    CONSTRAINT ck_account_potential_range CHECK ("potential" IS NULL OR "potential" BETWEEN 1 AND 5),
    CONSTRAINT ck_account_client_since_date CHECK ("client_since" IS NULL OR "client_since" IS date("client_since")),
    CONSTRAINT ck_account_industry_length CHECK ("industry" IS NULL OR length("industry") <= 300),
    CONSTRAINT ck_account_business_type_term CHECK ("business_type" IS NULL OR "business_type" IN ('retail_federal', 'retail_regional', 'retail_local', 'single_shops', 'wholesaler', 'sub_distributor', 'dealer', 'processor', 'manufacturer', 'horeca', 'service_centre', 'public_sector', 'other')),
    CONSTRAINT ck_account_ownership_length CHECK ("ownership" IS NULL OR length("ownership") <= 300),
    CONSTRAINT ck_account_founded_range CHECK ("founded" IS NULL OR "founded" BETWEEN 1000 AND 3000),
    CONSTRAINT ck_account_headcount_range CHECK ("headcount" IS NULL OR "headcount" BETWEEN 0 AND 100000000),
    CONSTRAINT ck_account_business_lines_length CHECK ("business_lines" IS NULL OR length("business_lines") <= 20000),
    CONSTRAINT ck_account_earns_by_length CHECK ("earns_by" IS NULL OR length("earns_by") <= 20000),
    CONSTRAINT ck_account_their_customers_length CHECK ("their_customers" IS NULL OR length("their_customers") <= 20000),
    CONSTRAINT ck_account_market_position_length CHECK ("market_position" IS NULL OR length("market_position") <= 20000),
    CONSTRAINT ck_account_growth_plans_length CHECK ("growth_plans" IS NULL OR length("growth_plans") <= 20000),
    CONSTRAINT ck_account_pressures_length CHECK ("pressures" IS NULL OR length("pressures") <= 20000),
    CONSTRAINT ck_account_trusted_sources_length CHECK ("trusted_sources" IS NULL OR length("trusted_sources") <= 20000),
    CONSTRAINT ck_account_values_length CHECK ("values" IS NULL OR length("values") <= 20000),
    CONSTRAINT ck_account_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000),
    CONSTRAINT ck_account_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_account_payment_form_term CHECK ("payment_form" IS NULL OR "payment_form" IN ('prepayment_full', 'prepayment_part', 'on_delivery', 'post_payment', 'deferred', 'special')),
    CONSTRAINT ck_account_deferral_days_range CHECK ("deferral_days" IS NULL OR "deferral_days" BETWEEN 0 AND 3650),
    CONSTRAINT ck_account_discount_hundredths_range CHECK ("discount_hundredths" IS NULL OR "discount_hundredths" BETWEEN 0 AND 10000),
    CONSTRAINT ck_account_price_list_length CHECK ("price_list" IS NULL OR length("price_list") <= 200)
) STRICT;
CREATE UNIQUE INDEX uq_account_external_id ON account (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_account_owner_id ON account (owner_id);
CREATE INDEX ix_account_name_key ON account (name_key);
CREATE INDEX ix_account_parent_id ON account (parent_id);
CREATE TABLE contact_point (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    label TEXT,
    preferred INTEGER NOT NULL,
    CONSTRAINT pk_contact_point PRIMARY KEY (id),
    CONSTRAINT fk_contact_point_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_contact_point_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_contact_point_person_id_bytes CHECK (length("person_id") = 16),
    CONSTRAINT ck_contact_point_kind_term CHECK ("kind" IN ('phone', 'mobile', 'email', 'messenger', 'social', 'other')),
    CONSTRAINT ck_contact_point_value_length CHECK (length("value") <= 254),
    CONSTRAINT ck_contact_point_label_length CHECK ("label" IS NULL OR length("label") <= 100),
    CONSTRAINT ck_contact_point_preferred_flag CHECK ("preferred" IN (0, 1))
) STRICT;
CREATE INDEX ix_contact_point_person_id ON contact_point (person_id);
CREATE TABLE calendar_exception (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    calendar_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    starts INTEGER,
    ends INTEGER,
    name TEXT,
    CONSTRAINT pk_calendar_exception PRIMARY KEY (id),
    CONSTRAINT uq_calendar_exception_calendar_id_on UNIQUE (calendar_id, "on"),
    CONSTRAINT ck_calendar_exception_both_or_neither CHECK ((starts IS NULL) = (ends IS NULL)),
    CONSTRAINT fk_calendar_exception_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_calendar_exception_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_calendar_exception_calendar_id_bytes CHECK (length("calendar_id") = 16),
    CONSTRAINT ck_calendar_exception_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_calendar_exception_starts_range CHECK ("starts" IS NULL OR "starts" BETWEEN 0 AND 1440),
    CONSTRAINT ck_calendar_exception_ends_range CHECK ("ends" IS NULL OR "ends" BETWEEN 0 AND 1440),
    CONSTRAINT ck_calendar_exception_name_length CHECK ("name" IS NULL OR length("name") <= 200)
) STRICT;
CREATE INDEX ix_calendar_exception_calendar_id ON calendar_exception (calendar_id);
CREATE TABLE address (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    line TEXT,
    city TEXT,
    region TEXT,
    postal_code TEXT,
    country TEXT,
    CONSTRAINT pk_address PRIMARY KEY (id),
    CONSTRAINT fk_address_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_address_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_address_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_address_kind_term CHECK ("kind" IN ('legal', 'postal', 'site', 'delivery', 'other')),
    CONSTRAINT ck_address_line_length CHECK ("line" IS NULL OR length("line") <= 500),
    CONSTRAINT ck_address_city_length CHECK ("city" IS NULL OR length("city") <= 200),
    CONSTRAINT ck_address_region_length CHECK ("region" IS NULL OR length("region") <= 200),
    CONSTRAINT ck_address_postal_code_length CHECK ("postal_code" IS NULL OR length("postal_code") <= 40),
    CONSTRAINT ck_address_country_length CHECK ("country" IS NULL OR length("country") <= 100)
) STRICT;
CREATE INDEX ix_address_account_id ON address (account_id);
CREATE TABLE business_unit (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    name TEXT NOT NULL,
    notes TEXT,
    CONSTRAINT pk_business_unit PRIMARY KEY (id),
    CONSTRAINT fk_business_unit_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_business_unit_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_business_unit_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_business_unit_name_length CHECK (length("name") <= 300),
    CONSTRAINT ck_business_unit_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE INDEX ix_business_unit_account_id ON business_unit (account_id);
CREATE TABLE account_team_member (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    colleague_id BLOB NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_account_team_member PRIMARY KEY (id),
    CONSTRAINT uq_account_team_member_account_id_colleague_id_role UNIQUE (account_id, colleague_id, role),
    CONSTRAINT fk_account_team_member_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_account_team_member_colleague_id FOREIGN KEY(colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_account_team_member_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_account_team_member_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_account_team_member_colleague_id_bytes CHECK (length("colleague_id") = 16),
    CONSTRAINT ck_account_team_member_role_term CHECK ("role" IN ('kam', 'executive_sponsor', 'pre_sales', 'service', 'logistics', 'finance', 'quality', 'other'))
) STRICT;
CREATE INDEX ix_account_team_member_account_id ON account_team_member (account_id);
CREATE INDEX ix_account_team_member_colleague_id ON account_team_member (colleague_id);
CREATE TABLE section_check (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    section TEXT NOT NULL,
    "on" TEXT NOT NULL,
    by_id BLOB,
    CONSTRAINT pk_section_check PRIMARY KEY (id),
    CONSTRAINT fk_section_check_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_section_check_by_id FOREIGN KEY(by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_section_check_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_section_check_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_section_check_section_term CHECK ("section" IN ('identity', 'portrait', 'terms', 'contracts', 'units', 'people', 'competitors', 'team', 'money', 'documents')),
    CONSTRAINT ck_section_check_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_section_check_by_id_bytes CHECK ("by_id" IS NULL OR length("by_id") = 16)
) STRICT;
CREATE INDEX ix_section_check_account_id ON section_check (account_id);
CREATE INDEX ix_section_check_by_id ON section_check (by_id);
CREATE TABLE override (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    "on" TEXT NOT NULL,
    ended_on TEXT,
    CONSTRAINT pk_override PRIMARY KEY (id),
    CONSTRAINT ck_override_dates CHECK (ended_on IS NULL OR "on" <= ended_on),
    CONSTRAINT fk_override_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_override_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_override_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_override_what_term CHECK ("what" IN ('segment', 'key_group', 'abc', 'xyz', 'relationship_degree')),
    CONSTRAINT ck_override_value_length CHECK (length("value") <= 40),
    CONSTRAINT ck_override_reason_length CHECK (length("reason") <= 500),
    CONSTRAINT ck_override_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_override_ended_on_date CHECK ("ended_on" IS NULL OR "ended_on" IS date("ended_on"))
) STRICT;
CREATE INDEX ix_override_account_id ON override (account_id);
CREATE TABLE contract (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    number TEXT,
    subject TEXT,
    amount_minor INTEGER,
    currency TEXT,
    starts_on TEXT,
    ends_on TEXT,
    renews_itself INTEGER NOT NULL,
    notice_days INTEGER,
    sla TEXT,
    renewal_talks_since TEXT,
    CONSTRAINT pk_contract PRIMARY KEY (id),
    CONSTRAINT ck_contract_dates CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on),
    CONSTRAINT fk_contract_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_contract_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_contract_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_contract_number_length CHECK ("number" IS NULL OR length("number") <= 100),
    CONSTRAINT ck_contract_subject_length CHECK ("subject" IS NULL OR length("subject") <= 500),
    CONSTRAINT ck_contract_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_contract_starts_on_date CHECK ("starts_on" IS NULL OR "starts_on" IS date("starts_on")),
    CONSTRAINT ck_contract_ends_on_date CHECK ("ends_on" IS NULL OR "ends_on" IS date("ends_on")),
    CONSTRAINT ck_contract_renews_itself_flag CHECK ("renews_itself" IN (0, 1)),
    CONSTRAINT ck_contract_notice_days_range CHECK ("notice_days" IS NULL OR "notice_days" BETWEEN 0 AND 3650),
    CONSTRAINT ck_contract_sla_length CHECK ("sla" IS NULL OR length("sla") <= 20000),
    CONSTRAINT ck_contract_renewal_talks_since_date CHECK ("renewal_talks_since" IS NULL OR "renewal_talks_since" IS date("renewal_talks_since"))
) STRICT;
CREATE INDEX ix_contract_account_id ON contract (account_id);
CREATE TABLE special_term (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    what TEXT NOT NULL,
    since TEXT,
    until TEXT,
    approved_by_id BLOB,
    CONSTRAINT pk_special_term PRIMARY KEY (id),
    CONSTRAINT ck_special_term_dates CHECK (until IS NULL OR since IS NULL OR since <= until),
    CONSTRAINT fk_special_term_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_special_term_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_special_term_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_special_term_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_special_term_what_length CHECK (length("what") <= 500),
    CONSTRAINT ck_special_term_since_date CHECK ("since" IS NULL OR "since" IS date("since")),
    CONSTRAINT ck_special_term_until_date CHECK ("until" IS NULL OR "until" IS date("until")),
    CONSTRAINT ck_special_term_approved_by_id_bytes CHECK ("approved_by_id" IS NULL OR length("approved_by_id") = 16)
) STRICT;
CREATE INDEX ix_special_term_account_id ON special_term (account_id);
CREATE INDEX ix_special_term_approved_by_id ON special_term (approved_by_id);
CREATE TABLE competitor_presence (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    competitor_id BLOB NOT NULL,
    product_line_id BLOB,
    share_percent INTEGER,
    strengths TEXT,
    weaknesses TEXT,
    threat INTEGER,
    seen_on TEXT,
    CONSTRAINT pk_competitor_presence PRIMARY KEY (id),
    CONSTRAINT fk_competitor_presence_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_competitor_presence_competitor_id FOREIGN KEY(competitor_id) REFERENCES competitor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_competitor_presence_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_competitor_presence_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_competitor_presence_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_competitor_presence_competitor_id_bytes CHECK (length("competitor_id") = 16),
    CONSTRAINT ck_competitor_presence_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_competitor_presence_share_percent_range CHECK ("share_percent" IS NULL OR "share_percent" BETWEEN 0 AND 100),
    CONSTRAINT ck_competitor_presence_strengths_length CHECK ("strengths" IS NULL OR length("strengths") <= 500),
    CONSTRAINT ck_competitor_presence_weaknesses_length CHECK ("weaknesses" IS NULL OR length("weaknesses") <= 500),
    CONSTRAINT ck_competitor_presence_threat_range CHECK ("threat" IS NULL OR "threat" BETWEEN 1 AND 5),
    CONSTRAINT ck_competitor_presence_seen_on_date CHECK ("seen_on" IS NULL OR "seen_on" IS date("seen_on"))
) STRICT;
CREATE INDEX ix_competitor_presence_product_line_id ON competitor_presence (product_line_id);
CREATE INDEX ix_competitor_presence_competitor_id ON competitor_presence (competitor_id);
CREATE INDEX ix_competitor_presence_account_id ON competitor_presence (account_id);
CREATE TABLE "plan" (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    title TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    status TEXT NOT NULL,
    strategy TEXT,
    ambition TEXT,
    client_goals TEXT,
    client_pressures TEXT,
    client_initiatives TEXT,
    field_of_play TEXT,
    value_we_bring TEXT,
    how_client_gains TEXT,
    what_we_gain TEXT,
    owner_id BLOB,
    previous_id BLOB,
    closed_on TEXT,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT ck_plan_dates CHECK (starts_on <= ends_on),
    CONSTRAINT fk_plan_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_previous_id FOREIGN KEY(previous_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_plan_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_plan_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_plan_starts_on_date CHECK ("starts_on" IS date("starts_on")),
    CONSTRAINT ck_plan_ends_on_date CHECK ("ends_on" IS date("ends_on")),
    CONSTRAINT ck_plan_status_term CHECK ("status" IN ('draft', 'submitted', 'returned', 'approved', 'closed')),
    CONSTRAINT ck_plan_strategy_term CHECK ("strategy" IS NULL OR "strategy" IN ('invest', 'grow', 'hold', 'harvest')),
    CONSTRAINT ck_plan_ambition_length CHECK ("ambition" IS NULL OR length("ambition") <= 20000),
    CONSTRAINT ck_plan_client_goals_length CHECK ("client_goals" IS NULL OR length("client_goals") <= 20000),
    CONSTRAINT ck_plan_client_pressures_length CHECK ("client_pressures" IS NULL OR length("client_pressures") <= 20000),
    CONSTRAINT ck_plan_client_initiatives_length CHECK ("client_initiatives" IS NULL OR length("client_initiatives") <= 20000),
    CONSTRAINT ck_plan_field_of_play_length CHECK ("field_of_play" IS NULL OR length("field_of_play") <= 20000),
    CONSTRAINT ck_plan_value_we_bring_length CHECK ("value_we_bring" IS NULL OR length("value_we_bring") <= 20000),
    CONSTRAINT ck_plan_how_client_gains_length CHECK ("how_client_gains" IS NULL OR length("how_client_gains") <= 20000),
    CONSTRAINT ck_plan_what_we_gain_length CHECK ("what_we_gain" IS NULL OR length("what_we_gain") <= 20000),
    CONSTRAINT ck_plan_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_plan_previous_id_bytes CHECK ("previous_id" IS NULL OR length("previous_id") = 16),
    CONSTRAINT ck_plan_closed_on_date CHECK ("closed_on" IS NULL OR "closed_on" IS date("closed_on"))
) STRICT;
CREATE INDEX ix_plan_owner_id ON "plan" (owner_id);
CREATE INDEX ix_plan_previous_id ON "plan" (previous_id);
CREATE INDEX ix_plan_account_id ON "plan" (account_id);
CREATE TABLE target (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    month TEXT NOT NULL,
    product_line_id BLOB,
    measure TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT fk_target_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_target_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_target_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_target_month_month CHECK (("month" || '-01') IS date("month" || '-01')),
    CONSTRAINT ck_target_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_target_measure_term CHECK ("measure" IN ('revenue', 'margin')),
    CONSTRAINT ck_target_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]')
) STRICT;
CREATE INDEX ix_target_product_line_id ON target (product_line_id);
CREATE UNIQUE INDEX uq_target_key ON target (account_id, month, measure, product_line_id);
CREATE UNIQUE INDEX uq_target_key_without_product_line_id ON target (account_id, month, measure) WHERE product_line_id IS NULL;
CREATE TABLE receivable (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    document TEXT NOT NULL,
    due_on TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    as_of TEXT,
    CONSTRAINT pk_receivable PRIMARY KEY (id),
    CONSTRAINT uq_receivable_account_id_document_due_on UNIQUE (account_id, document, due_on),
    CONSTRAINT fk_receivable_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_receivable_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_receivable_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_receivable_document_length CHECK (length("document") <= 100),
    CONSTRAINT ck_receivable_due_on_date CHECK ("due_on" IS date("due_on")),
    CONSTRAINT ck_receivable_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_receivable_as_of_date CHECK ("as_of" IS NULL OR "as_of" IS date("as_of"))
) STRICT;
CREATE INDEX ix_receivable_account_id ON receivable (account_id);
CREATE TABLE opportunity (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    title TEXT NOT NULL,
    next_step TEXT,
    product_line_id BLOB,
    unit_id BLOB,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    amount_minor INTEGER,
    currency TEXT,
    probability INTEGER,
    expected_on TEXT,
    competitor_id BLOB,
    owner_id BLOB,
    reason_lost TEXT,
    closed_on TEXT,
    notes TEXT,
    CONSTRAINT pk_opportunity PRIMARY KEY (id),
    CONSTRAINT ck_opportunity_lost_has_reason CHECK (stage <> 'lost' OR reason_lost IS NOT NULL),
    CONSTRAINT ck_opportunity_closed_has_date CHECK ((stage IN ('won', 'lost')) = (closed_on IS NOT NULL)),
    CONSTRAINT fk_opportunity_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_competitor_id FOREIGN KEY(competitor_id) REFERENCES competitor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_opportunity_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_opportunity_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_opportunity_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_opportunity_next_step_length CHECK ("next_step" IS NULL OR length("next_step") <= 500),
    CONSTRAINT ck_opportunity_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_opportunity_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_opportunity_kind_term CHECK ("kind" IN ('new', 'upsell', 'cross_sell', 'renewal')),
    CONSTRAINT ck_opportunity_stage_term CHECK ("stage" IN ('idea', 'qualified', 'proposed', 'negotiating', 'won', 'lost')),
    CONSTRAINT ck_opportunity_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_opportunity_probability_range CHECK ("probability" IS NULL OR "probability" BETWEEN 0 AND 100),
    CONSTRAINT ck_opportunity_expected_on_date CHECK ("expected_on" IS NULL OR "expected_on" IS date("expected_on")),
    CONSTRAINT ck_opportunity_competitor_id_bytes CHECK ("competitor_id" IS NULL OR length("competitor_id") = 16),
    CONSTRAINT ck_opportunity_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_opportunity_reason_lost_length CHECK ("reason_lost" IS NULL OR length("reason_lost") <= 500),
    CONSTRAINT ck_opportunity_closed_on_date CHECK ("closed_on" IS NULL OR "closed_on" IS date("closed_on")),
    CONSTRAINT ck_opportunity_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE INDEX ix_opportunity_account_id ON opportunity (account_id);
CREATE INDEX ix_opportunity_unit_id ON opportunity (unit_id);
CREATE INDEX ix_opportunity_owner_id ON opportunity (owner_id);
CREATE INDEX ix_opportunity_competitor_id ON opportunity (competitor_id);
CREATE INDEX ix_opportunity_product_line_id ON opportunity (product_line_id);
CREATE TABLE stakeholder (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    person_id BLOB,
    placeholder TEXT,
    placeholder_since TEXT,
    job_title TEXT,
    department TEXT,
    unit_id BLOB,
    reports_to_id BLOB,
    since TEXT,
    left_on TEXT,
    successor_id BLOB,
    owner_id BLOB,
    circle INTEGER,
    lens TEXT,
    cadence_days INTEGER,
    cares_about TEXT,
    avoid TEXT,
    business_win TEXT,
    personal_win TEXT,
    concerns TEXT,
    notes TEXT,
    CONSTRAINT pk_stakeholder PRIMARY KEY (id),
    CONSTRAINT ck_stakeholder_person_or_placeholder CHECK (person_id IS NOT NULL OR placeholder IS NOT NULL),
    CONSTRAINT ck_stakeholder_not_own_superior CHECK (reports_to_id IS NULL OR reports_to_id <> id),
    CONSTRAINT ck_stakeholder_dates CHECK (left_on IS NULL OR since IS NULL OR since <= left_on),
    CONSTRAINT fk_stakeholder_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stakeholder_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stakeholder_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stakeholder_reports_to_id FOREIGN KEY(reports_to_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stakeholder_successor_id FOREIGN KEY(successor_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stakeholder_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_stakeholder_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_stakeholder_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_stakeholder_person_id_bytes CHECK ("person_id" IS NULL OR length("person_id") = 16),
    CONSTRAINT ck_stakeholder_placeholder_length CHECK ("placeholder" IS NULL OR length("placeholder") <= 300),
    CONSTRAINT ck_stakeholder_placeholder_since_date CHECK ("placeholder_since" IS NULL OR "placeholder_since" IS date("placeholder_since")),
    CONSTRAINT ck_stakeholder_job_title_length CHECK ("job_title" IS NULL OR length("job_title") <= 300),
    CONSTRAINT ck_stakeholder_department_length CHECK ("department" IS NULL OR length("department") <= 300),
    CONSTRAINT ck_stakeholder_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_stakeholder_reports_to_id_bytes CHECK ("reports_to_id" IS NULL OR length("reports_to_id") = 16),
    CONSTRAINT ck_stakeholder_since_date CHECK ("since" IS NULL OR "since" IS date("since")),
    CONSTRAINT ck_stakeholder_left_on_date CHECK ("left_on" IS NULL OR "left_on" IS date("left_on")),
    CONSTRAINT ck_stakeholder_successor_id_bytes CHECK ("successor_id" IS NULL OR length("successor_id") = 16),
    CONSTRAINT ck_stakeholder_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_stakeholder_circle_step CHECK ("circle" IS NULL OR "circle" BETWEEN 1 AND 3),
    CONSTRAINT ck_stakeholder_lens_term CHECK ("lens" IS NULL OR "lens" IN ('finance', 'technology', 'relationship', 'business')),
    CONSTRAINT ck_stakeholder_cadence_days_range CHECK ("cadence_days" IS NULL OR "cadence_days" BETWEEN 1 AND 3650),
    CONSTRAINT ck_stakeholder_cares_about_length CHECK ("cares_about" IS NULL OR length("cares_about") <= 500),
    CONSTRAINT ck_stakeholder_avoid_length CHECK ("avoid" IS NULL OR length("avoid") <= 500),
    CONSTRAINT ck_stakeholder_business_win_length CHECK ("business_win" IS NULL OR length("business_win") <= 500),
    CONSTRAINT ck_stakeholder_personal_win_length CHECK ("personal_win" IS NULL OR length("personal_win") <= 500),
    CONSTRAINT ck_stakeholder_concerns_length CHECK ("concerns" IS NULL OR length("concerns") <= 500),
    CONSTRAINT ck_stakeholder_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE INDEX ix_stakeholder_unit_id ON stakeholder (unit_id);
CREATE INDEX ix_stakeholder_account_id ON stakeholder (account_id);
CREATE INDEX ix_stakeholder_successor_id ON stakeholder (successor_id);
CREATE INDEX ix_stakeholder_reports_to_id ON stakeholder (reports_to_id);
CREATE INDEX ix_stakeholder_person_id ON stakeholder (person_id);
CREATE INDEX ix_stakeholder_owner_id ON stakeholder (owner_id);
CREATE TABLE plan_version (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    submitted_by_id BLOB,
    approved_at INTEGER,
    content BLOB NOT NULL,
    CONSTRAINT pk_plan_version PRIMARY KEY (id),
    CONSTRAINT uq_plan_version_plan_id_number UNIQUE (plan_id, number),
    CONSTRAINT fk_plan_version_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_version_submitted_by_id FOREIGN KEY(submitted_by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_version_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_plan_version_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_plan_version_number_range CHECK ("number" BETWEEN 1 AND 10000),
    CONSTRAINT ck_plan_version_submitted_by_id_bytes CHECK ("submitted_by_id" IS NULL OR length("submitted_by_id") = 16)
) STRICT;
CREATE INDEX ix_plan_version_submitted_by_id ON plan_version (submitted_by_id);
CREATE INDEX ix_plan_version_plan_id ON plan_version (plan_id);
CREATE TABLE objective (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    client_wording TEXT,
    measure TEXT,
    unit TEXT,
    baseline INTEGER,
    target INTEGER,
    due_on TEXT,
    status TEXT NOT NULL,
    outcome TEXT,
    owner_id BLOB,
    CONSTRAINT pk_objective PRIMARY KEY (id),
    CONSTRAINT fk_objective_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_objective_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_objective_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_objective_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_objective_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_objective_kind_term CHECK ("kind" IN ('revenue', 'relationship', 'client_success')),
    CONSTRAINT ck_objective_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_objective_client_wording_length CHECK ("client_wording" IS NULL OR length("client_wording") <= 500),
    CONSTRAINT ck_objective_measure_length CHECK ("measure" IS NULL OR length("measure") <= 200),
    CONSTRAINT ck_objective_unit_length CHECK ("unit" IS NULL OR length("unit") <= 40),
    CONSTRAINT ck_objective_due_on_date CHECK ("due_on" IS NULL OR "due_on" IS date("due_on")),
    CONSTRAINT ck_objective_status_term CHECK ("status" IN ('open', 'met', 'missed', 'dropped')),
    CONSTRAINT ck_objective_outcome_length CHECK ("outcome" IS NULL OR length("outcome") <= 20000),
    CONSTRAINT ck_objective_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16)
) STRICT;
CREATE INDEX ix_objective_owner_id ON objective (owner_id);
CREATE INDEX ix_objective_plan_id ON objective (plan_id);
CREATE TABLE swot_item (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    evidence TEXT,
    weight INTEGER NOT NULL,
    CONSTRAINT pk_swot_item PRIMARY KEY (id),
    CONSTRAINT fk_swot_item_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_swot_item_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_swot_item_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_swot_item_kind_term CHECK ("kind" IN ('strength', 'weakness', 'opportunity', 'threat')),
    CONSTRAINT ck_swot_item_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_swot_item_evidence_length CHECK ("evidence" IS NULL OR length("evidence") <= 500),
    CONSTRAINT ck_swot_item_weight_range CHECK ("weight" BETWEEN 1 AND 3)
) STRICT;
CREATE INDEX ix_swot_item_plan_id ON swot_item (plan_id);
CREATE TABLE risk (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    plan_id BLOB,
    title TEXT NOT NULL,
    consequence TEXT,
    probability INTEGER,
    impact INTEGER,
    at_stake_minor INTEGER,
    currency TEXT,
    response TEXT,
    owner_id BLOB,
    status TEXT NOT NULL,
    CONSTRAINT pk_risk PRIMARY KEY (id),
    CONSTRAINT fk_risk_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_risk_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_risk_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_risk_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_risk_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_risk_plan_id_bytes CHECK ("plan_id" IS NULL OR length("plan_id") = 16),
    CONSTRAINT ck_risk_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_risk_consequence_length CHECK ("consequence" IS NULL OR length("consequence") <= 500),
    CONSTRAINT ck_risk_probability_range CHECK ("probability" IS NULL OR "probability" BETWEEN 1 AND 5),
    CONSTRAINT ck_risk_impact_range CHECK ("impact" IS NULL OR "impact" BETWEEN 1 AND 5),
    CONSTRAINT ck_risk_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_risk_response_length CHECK ("response" IS NULL OR length("response") <= 500),
    CONSTRAINT ck_risk_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_risk_status_term CHECK ("status" IN ('open', 'closed', 'happened'))
) STRICT;
CREATE INDEX ix_risk_account_id ON risk (account_id);
CREATE INDEX ix_risk_plan_id ON risk (plan_id);
CREATE INDEX ix_risk_owner_id ON risk (owner_id);
CREATE TABLE budget_line (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    title TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    spent_minor INTEGER,
    CONSTRAINT pk_budget_line PRIMARY KEY (id),
    CONSTRAINT fk_budget_line_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_budget_line_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_budget_line_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_budget_line_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_budget_line_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]')
) STRICT;
CREATE INDEX ix_budget_line_plan_id ON budget_line (plan_id);
CREATE TABLE order_line (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    unit_id BLOB,
    product_line_id BLOB,
    order_number TEXT NOT NULL,
    line_number INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    product TEXT,
    quantity INTEGER,
    revenue_minor INTEGER NOT NULL,
    cost_minor INTEGER,
    currency TEXT NOT NULL,
    is_return INTEGER NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (id),
    CONSTRAINT uq_order_line_order_number_line_number UNIQUE (order_number, line_number),
    CONSTRAINT fk_order_line_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_order_line_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_order_line_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_order_line_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_order_line_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_order_line_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_order_line_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_order_line_order_number_length CHECK (length("order_number") <= 100),
    CONSTRAINT ck_order_line_line_number_range CHECK ("line_number" BETWEEN 1 AND 1000000),
    CONSTRAINT ck_order_line_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_order_line_product_length CHECK ("product" IS NULL OR length("product") <= 300),
    CONSTRAINT ck_order_line_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_order_line_is_return_flag CHECK ("is_return" IN (0, 1))
) STRICT;
CREATE INDEX ix_order_line_account_date ON order_line (account_id, "on");
CREATE TABLE monthly_sales (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    month TEXT NOT NULL,
    unit_id BLOB,
    product_line_id BLOB,
    unit_key BLOB NOT NULL,
    product_line_key BLOB NOT NULL,
    quantity INTEGER,
    revenue_minor INTEGER NOT NULL,
    cost_minor INTEGER,
    currency TEXT NOT NULL,
    CONSTRAINT pk_monthly_sales PRIMARY KEY (id),
    CONSTRAINT fk_monthly_sales_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_monthly_sales_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_monthly_sales_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_monthly_sales_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_monthly_sales_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_monthly_sales_month_month CHECK (("month" || '-01') IS date("month" || '-01')),
    CONSTRAINT ck_monthly_sales_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_monthly_sales_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_monthly_sales_unit_key_bytes CHECK (length("unit_key") = 16),
    CONSTRAINT ck_monthly_sales_product_line_key_bytes CHECK (length("product_line_key") = 16),
    CONSTRAINT ck_monthly_sales_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]')
) STRICT;
CREATE UNIQUE INDEX uq_monthly_sales_key ON monthly_sales (account_id, month, product_line_key, unit_key);
CREATE TABLE client_spend (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    unit_id BLOB,
    product_line_id BLOB,
    year INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    "on" TEXT,
    source TEXT,
    CONSTRAINT pk_client_spend PRIMARY KEY (id),
    CONSTRAINT fk_client_spend_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_client_spend_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_client_spend_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_client_spend_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_client_spend_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_client_spend_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_client_spend_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_client_spend_year_range CHECK ("year" BETWEEN 1900 AND 2999),
    CONSTRAINT ck_client_spend_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_client_spend_on_date CHECK ("on" IS NULL OR "on" IS date("on")),
    CONSTRAINT ck_client_spend_source_length CHECK ("source" IS NULL OR length("source") <= 500)
) STRICT;
CREATE INDEX ix_client_spend_unit_id ON client_spend (unit_id);
CREATE UNIQUE INDEX uq_client_spend_key_without_unit_id ON client_spend (account_id, year, product_line_id) WHERE unit_id IS NULL;
CREATE UNIQUE INDEX uq_client_spend_key_without_product_line_id ON client_spend (account_id, year, unit_id) WHERE product_line_id IS NULL;
CREATE UNIQUE INDEX uq_client_spend_key ON client_spend (account_id, year, unit_id, product_line_id);
CREATE UNIQUE INDEX uq_client_spend_key_without_unit_id_product_line_id ON client_spend (account_id, year) WHERE unit_id IS NULL AND product_line_id IS NULL;
CREATE INDEX ix_client_spend_product_line_id ON client_spend (product_line_id);
CREATE TABLE whitespace_cell (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    unit_id BLOB,
    product_line_id BLOB NOT NULL,
    stage TEXT NOT NULL,
    potential_minor INTEGER,
    currency TEXT,
    competitor_id BLOB,
    "on" TEXT,
    note TEXT,
    CONSTRAINT pk_whitespace_cell PRIMARY KEY (id),
    CONSTRAINT fk_whitespace_cell_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_whitespace_cell_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_whitespace_cell_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_whitespace_cell_competitor_id FOREIGN KEY(competitor_id) REFERENCES competitor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_whitespace_cell_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_whitespace_cell_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_whitespace_cell_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_whitespace_cell_product_line_id_bytes CHECK (length("product_line_id") = 16),
    CONSTRAINT ck_whitespace_cell_stage_term CHECK ("stage" IN ('won', 'current', 'potential', 'competitor', 'closed')),
    CONSTRAINT ck_whitespace_cell_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_whitespace_cell_competitor_id_bytes CHECK ("competitor_id" IS NULL OR length("competitor_id") = 16),
    CONSTRAINT ck_whitespace_cell_on_date CHECK ("on" IS NULL OR "on" IS date("on")),
    CONSTRAINT ck_whitespace_cell_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_whitespace_cell_competitor_id ON whitespace_cell (competitor_id);
CREATE UNIQUE INDEX uq_whitespace_cell_key ON whitespace_cell (account_id, product_line_id, unit_id);
CREATE INDEX ix_whitespace_cell_product_line_id ON whitespace_cell (product_line_id);
CREATE INDEX ix_whitespace_cell_unit_id ON whitespace_cell (unit_id);
CREATE UNIQUE INDEX uq_whitespace_cell_key_without_unit_id ON whitespace_cell (account_id, product_line_id) WHERE unit_id IS NULL;
CREATE TABLE complaint (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    number TEXT NOT NULL,
    unit_id BLOB,
    raised_by_id BLOB,
    channel TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    stage TEXT NOT NULL,
    product_line_id BLOB,
    department TEXT,
    summary TEXT NOT NULL,
    description TEXT,
    remedy_sought TEXT,
    amount_minor INTEGER,
    currency TEXT,
    order_number TEXT,
    owner_id BLOB,
    containment TEXT,
    root_cause TEXT,
    escape_cause TEXT,
    agreed_line TEXT,
    client_status TEXT,
    rejection_reason TEXT,
    norms TEXT,
    calendar TEXT,
    answer_sent_at INTEGER,
    summary_sent_on TEXT,
    closing_reason TEXT,
    satisfaction INTEGER,
    attitude_before INTEGER,
    attitude_after INTEGER,
    CONSTRAINT pk_complaint PRIMARY KEY (id),
    CONSTRAINT ck_complaint_rejected_has_reason CHECK (stage <> 'rejected' OR rejection_reason IS NOT NULL),
    CONSTRAINT fk_complaint_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT uq_complaint_number UNIQUE (number),
    CONSTRAINT fk_complaint_unit_id FOREIGN KEY(unit_id) REFERENCES business_unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_complaint_raised_by_id FOREIGN KEY(raised_by_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_complaint_product_line_id FOREIGN KEY(product_line_id) REFERENCES product_line (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_complaint_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_complaint_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_complaint_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_complaint_number_length CHECK (length("number") <= 100),
    CONSTRAINT ck_complaint_unit_id_bytes CHECK ("unit_id" IS NULL OR length("unit_id") = 16),
    CONSTRAINT ck_complaint_raised_by_id_bytes CHECK ("raised_by_id" IS NULL OR length("raised_by_id") = 16),
    CONSTRAINT ck_complaint_channel_term CHECK ("channel" IN ('phone', 'messenger', 'social', 'email', 'portal', 'letter', 'meeting')),
    CONSTRAINT ck_complaint_kind_term CHECK ("kind" IN ('quality', 'quantity', 'delivery', 'documents', 'price_invoice', 'service', 'communication', 'other')),
    CONSTRAINT ck_complaint_severity_term CHECK ("severity" IN ('critical', 'high', 'normal', 'low')),
    CONSTRAINT ck_complaint_stage_term CHECK ("stage" IN ('received', 'acknowledged', 'assessed', 'investigating', 'response_offered', 'decided', 'closed', 'rejected', 'reopened')),
    CONSTRAINT ck_complaint_product_line_id_bytes CHECK ("product_line_id" IS NULL OR length("product_line_id") = 16),
    CONSTRAINT ck_complaint_department_length CHECK ("department" IS NULL OR length("department") <= 200),
    CONSTRAINT ck_complaint_summary_length CHECK (length("summary") <= 500),
    CONSTRAINT ck_complaint_description_length CHECK ("description" IS NULL OR length("description") <= 20000),
    CONSTRAINT ck_complaint_remedy_sought_length CHECK ("remedy_sought" IS NULL OR length("remedy_sought") <= 500),
    CONSTRAINT ck_complaint_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_complaint_order_number_length CHECK ("order_number" IS NULL OR length("order_number") <= 100),
    CONSTRAINT ck_complaint_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_complaint_containment_length CHECK ("containment" IS NULL OR length("containment") <= 20000),
    CONSTRAINT ck_complaint_root_cause_length CHECK ("root_cause" IS NULL OR length("root_cause") <= 20000),
    CONSTRAINT ck_complaint_escape_cause_length CHECK ("escape_cause" IS NULL OR length("escape_cause") <= 20000),
    CONSTRAINT ck_complaint_agreed_line_length CHECK ("agreed_line" IS NULL OR length("agreed_line") <= 500),
    CONSTRAINT ck_complaint_client_status_length CHECK ("client_status" IS NULL OR length("client_status") <= 500),
    CONSTRAINT ck_complaint_rejection_reason_length CHECK ("rejection_reason" IS NULL OR length("rejection_reason") <= 500),
    CONSTRAINT ck_complaint_norms_length CHECK ("norms" IS NULL OR length("norms") <= 20000),
    CONSTRAINT ck_complaint_calendar_length CHECK ("calendar" IS NULL OR length("calendar") <= 20000),
    CONSTRAINT ck_complaint_summary_sent_on_date CHECK ("summary_sent_on" IS NULL OR "summary_sent_on" IS date("summary_sent_on")),
    CONSTRAINT ck_complaint_closing_reason_length CHECK ("closing_reason" IS NULL OR length("closing_reason") <= 500),
    CONSTRAINT ck_complaint_satisfaction_range CHECK ("satisfaction" IS NULL OR "satisfaction" BETWEEN 1 AND 5),
    CONSTRAINT ck_complaint_attitude_before_step CHECK ("attitude_before" IS NULL OR "attitude_before" BETWEEN -2 AND 2),
    CONSTRAINT ck_complaint_attitude_after_step CHECK ("attitude_after" IS NULL OR "attitude_after" BETWEEN -2 AND 2)
) STRICT;
CREATE INDEX ix_complaint_product_line_id ON complaint (product_line_id);
CREATE INDEX ix_complaint_received ON complaint (received_at);
CREATE INDEX ix_complaint_unit_id ON complaint (unit_id);
CREATE INDEX ix_complaint_account_stage ON complaint (account_id, stage);
CREATE INDEX ix_complaint_raised_by_id ON complaint (raised_by_id);
CREATE INDEX ix_complaint_owner_id ON complaint (owner_id);
CREATE TABLE opportunity_move (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    opportunity_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    from_stage TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    by_id BLOB,
    CONSTRAINT pk_opportunity_move PRIMARY KEY (id),
    CONSTRAINT fk_opportunity_move_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_move_by_id FOREIGN KEY(by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_opportunity_move_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_opportunity_move_opportunity_id_bytes CHECK (length("opportunity_id") = 16),
    CONSTRAINT ck_opportunity_move_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_opportunity_move_from_stage_term CHECK ("from_stage" IN ('idea', 'qualified', 'proposed', 'negotiating', 'won', 'lost')),
    CONSTRAINT ck_opportunity_move_to_stage_term CHECK ("to_stage" IN ('idea', 'qualified', 'proposed', 'negotiating', 'won', 'lost')),
    CONSTRAINT ck_opportunity_move_by_id_bytes CHECK ("by_id" IS NULL OR length("by_id") = 16)
) STRICT;
CREATE INDEX ix_opportunity_move_opportunity_id ON opportunity_move (opportunity_id);
CREATE INDEX ix_opportunity_move_by_id ON opportunity_move (by_id);
CREATE TABLE opportunity_person (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    opportunity_id BLOB NOT NULL,
    stakeholder_id BLOB NOT NULL,
    CONSTRAINT pk_opportunity_person PRIMARY KEY (id),
    CONSTRAINT uq_opportunity_person_opportunity_id_stakeholder_id UNIQUE (opportunity_id, stakeholder_id),
    CONSTRAINT fk_opportunity_person_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_opportunity_person_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_opportunity_person_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_opportunity_person_opportunity_id_bytes CHECK (length("opportunity_id") = 16),
    CONSTRAINT ck_opportunity_person_stakeholder_id_bytes CHECK (length("stakeholder_id") = 16)
) STRICT;
CREATE INDEX ix_opportunity_person_opportunity_id ON opportunity_person (opportunity_id);
CREATE INDEX ix_opportunity_person_stakeholder_id ON opportunity_person (stakeholder_id);
CREATE TABLE stakeholder_role (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    stakeholder_id BLOB NOT NULL,
    role TEXT NOT NULL,
    CONSTRAINT pk_stakeholder_role PRIMARY KEY (id),
    CONSTRAINT uq_stakeholder_role_stakeholder_id_role UNIQUE (stakeholder_id, role),
    CONSTRAINT fk_stakeholder_role_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_stakeholder_role_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_stakeholder_role_stakeholder_id_bytes CHECK (length("stakeholder_id") = 16),
    CONSTRAINT ck_stakeholder_role_role_term CHECK ("role" IN ('initiator', 'user', 'influencer', 'decider', 'approver', 'buyer', 'gatekeeper', 'executive_sponsor', 'coach'))
) STRICT;
CREATE INDEX ix_stakeholder_role_stakeholder_id ON stakeholder_role (stakeholder_id);
CREATE TABLE person_line (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    from_id BLOB NOT NULL,
    to_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    note TEXT,
    CONSTRAINT pk_person_line PRIMARY KEY (id),
    CONSTRAINT uq_person_line_from_id_to_id_kind UNIQUE (from_id, to_id, kind),
    CONSTRAINT ck_person_line_two_people CHECK (from_id <> to_id),
    CONSTRAINT ck_person_line_beside_reporting CHECK (kind <> 'reports_to'),
    CONSTRAINT fk_person_line_from_id FOREIGN KEY(from_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_person_line_to_id FOREIGN KEY(to_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_person_line_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_person_line_from_id_bytes CHECK (length("from_id") = 16),
    CONSTRAINT ck_person_line_to_id_bytes CHECK (length("to_id") = 16),
    CONSTRAINT ck_person_line_kind_term CHECK ("kind" IN ('reports_to', 'influences', 'conflicts', 'informal')),
    CONSTRAINT ck_person_line_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_person_line_to_id ON person_line (to_id);
CREATE INDEX ix_person_line_from_id ON person_line (from_id);
CREATE TABLE approval (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_version_id BLOB NOT NULL,
    approver_id BLOB NOT NULL,
    answer TEXT,
    comment TEXT,
    "on" TEXT,
    CONSTRAINT pk_approval PRIMARY KEY (id),
    CONSTRAINT uq_approval_plan_version_id_approver_id UNIQUE (plan_version_id, approver_id),
    CONSTRAINT ck_approval_answered_has_date CHECK ((answer IS NULL) = ("on" IS NULL)),
    CONSTRAINT fk_approval_plan_version_id FOREIGN KEY(plan_version_id) REFERENCES plan_version (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_approval_approver_id FOREIGN KEY(approver_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_approval_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_approval_plan_version_id_bytes CHECK (length("plan_version_id") = 16),
    CONSTRAINT ck_approval_approver_id_bytes CHECK (length("approver_id") = 16),
    CONSTRAINT ck_approval_answer_term CHECK ("answer" IS NULL OR "answer" IN ('yes', 'yes_with_edits', 'no')),
    CONSTRAINT ck_approval_comment_length CHECK ("comment" IS NULL OR length("comment") <= 20000),
    CONSTRAINT ck_approval_on_date CHECK ("on" IS NULL OR "on" IS date("on"))
) STRICT;
CREATE INDEX ix_approval_plan_version_id ON approval (plan_version_id);
CREATE INDEX ix_approval_approver_id ON approval (approver_id);
CREATE TABLE measurement (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    objective_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    value INTEGER NOT NULL,
    note TEXT,
    CONSTRAINT pk_measurement PRIMARY KEY (id),
    CONSTRAINT fk_measurement_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_measurement_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_measurement_objective_id_bytes CHECK (length("objective_id") = 16),
    CONSTRAINT ck_measurement_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_measurement_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_measurement_objective_id ON measurement (objective_id);
CREATE TABLE growth_source (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    title TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    opportunity_id BLOB,
    CONSTRAINT pk_growth_source PRIMARY KEY (id),
    CONSTRAINT fk_growth_source_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_growth_source_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_growth_source_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_growth_source_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_growth_source_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_growth_source_currency_form CHECK ("currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_growth_source_opportunity_id_bytes CHECK ("opportunity_id" IS NULL OR length("opportunity_id") = 16)
) STRICT;
CREATE INDEX ix_growth_source_opportunity_id ON growth_source (opportunity_id);
CREATE INDEX ix_growth_source_plan_id ON growth_source (plan_id);
CREATE TABLE initiative (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    objective_id BLOB NOT NULL,
    title TEXT NOT NULL,
    owner_id BLOB,
    starts_on TEXT,
    ends_on TEXT,
    progress INTEGER NOT NULL,
    status TEXT NOT NULL,
    CONSTRAINT pk_initiative PRIMARY KEY (id),
    CONSTRAINT ck_initiative_dates CHECK (ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on),
    CONSTRAINT fk_initiative_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_initiative_owner_id FOREIGN KEY(owner_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_initiative_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_initiative_objective_id_bytes CHECK (length("objective_id") = 16),
    CONSTRAINT ck_initiative_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_initiative_owner_id_bytes CHECK ("owner_id" IS NULL OR length("owner_id") = 16),
    CONSTRAINT ck_initiative_starts_on_date CHECK ("starts_on" IS NULL OR "starts_on" IS date("starts_on")),
    CONSTRAINT ck_initiative_ends_on_date CHECK ("ends_on" IS NULL OR "ends_on" IS date("ends_on")),
    CONSTRAINT ck_initiative_progress_range CHECK ("progress" BETWEEN 0 AND 100),
    CONSTRAINT ck_initiative_status_term CHECK ("status" IN ('planned', 'running', 'done', 'dropped'))
) STRICT;
CREATE INDEX ix_initiative_owner_id ON initiative (owner_id);
CREATE INDEX ix_initiative_objective_id ON initiative (objective_id);
CREATE TABLE communication_line (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    colleague_id BLOB NOT NULL,
    stakeholder_id BLOB NOT NULL,
    every_days INTEGER,
    about TEXT,
    CONSTRAINT pk_communication_line PRIMARY KEY (id),
    CONSTRAINT fk_communication_line_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_communication_line_colleague_id FOREIGN KEY(colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_communication_line_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_communication_line_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_communication_line_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_communication_line_colleague_id_bytes CHECK (length("colleague_id") = 16),
    CONSTRAINT ck_communication_line_stakeholder_id_bytes CHECK (length("stakeholder_id") = 16),
    CONSTRAINT ck_communication_line_every_days_range CHECK ("every_days" IS NULL OR "every_days" BETWEEN 1 AND 3650),
    CONSTRAINT ck_communication_line_about_length CHECK ("about" IS NULL OR length("about") <= 500)
) STRICT;
CREATE INDEX ix_communication_line_stakeholder_id ON communication_line (stakeholder_id);
CREATE INDEX ix_communication_line_colleague_id ON communication_line (colleague_id);
CREATE INDEX ix_communication_line_plan_id ON communication_line (plan_id);
CREATE TABLE supplier_share (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    spend_id BLOB NOT NULL,
    served_by TEXT NOT NULL,
    competitor_id BLOB,
    amount_minor INTEGER NOT NULL,
    CONSTRAINT pk_supplier_share PRIMARY KEY (id),
    CONSTRAINT ck_supplier_share_competitor_named CHECK (competitor_id IS NULL OR served_by = 'competitor'),
    CONSTRAINT fk_supplier_share_spend_id FOREIGN KEY(spend_id) REFERENCES client_spend (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_supplier_share_competitor_id FOREIGN KEY(competitor_id) REFERENCES competitor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_supplier_share_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_supplier_share_spend_id_bytes CHECK (length("spend_id") = 16),
    CONSTRAINT ck_supplier_share_served_by_term CHECK ("served_by" IN ('us', 'competitor', 'in_house', 'not_needed', 'unknown')),
    CONSTRAINT ck_supplier_share_competitor_id_bytes CHECK ("competitor_id" IS NULL OR length("competitor_id") = 16)
) STRICT;
CREATE INDEX ix_supplier_share_spend_id ON supplier_share (spend_id);
CREATE INDEX ix_supplier_share_competitor_id ON supplier_share (competitor_id);
CREATE TABLE survey_answer (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    stakeholder_id BLOB,
    round_id BLOB,
    measure TEXT NOT NULL,
    status TEXT NOT NULL,
    score INTEGER,
    driver TEXT,
    comment TEXT,
    "on" TEXT NOT NULL,
    CONSTRAINT pk_survey_answer PRIMARY KEY (id),
    CONSTRAINT ck_survey_answer_answered_has_score CHECK ((status = 'answered') = (score IS NOT NULL)),
    CONSTRAINT ck_survey_answer_score_on_scale CHECK (score IS NULL OR CASE measure WHEN 'nps' THEN score BETWEEN 0 AND 10 WHEN 'csat' THEN score BETWEEN 1 AND 5 ELSE score BETWEEN 1 AND 7 END),
    CONSTRAINT uq_survey_answer_round_id_stakeholder_id UNIQUE (round_id, stakeholder_id),
    CONSTRAINT fk_survey_answer_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_survey_answer_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_survey_answer_round_id FOREIGN KEY(round_id) REFERENCES survey_round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_survey_answer_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_survey_answer_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_survey_answer_stakeholder_id_bytes CHECK ("stakeholder_id" IS NULL OR length("stakeholder_id") = 16),
    CONSTRAINT ck_survey_answer_round_id_bytes CHECK ("round_id" IS NULL OR length("round_id") = 16),
    CONSTRAINT ck_survey_answer_measure_term CHECK ("measure" IN ('nps', 'csat', 'ces')),
    CONSTRAINT ck_survey_answer_status_term CHECK ("status" IN ('asked', 'answered', 'silent')),
    CONSTRAINT ck_survey_answer_score_range CHECK ("score" IS NULL OR "score" BETWEEN 0 AND 10),
    CONSTRAINT ck_survey_answer_driver_term CHECK ("driver" IS NULL OR "driver" IN ('quality', 'perceived_value', 'reputation', 'trust')),
    CONSTRAINT ck_survey_answer_comment_length CHECK ("comment" IS NULL OR length("comment") <= 20000),
    CONSTRAINT ck_survey_answer_on_date CHECK ("on" IS date("on"))
) STRICT;
CREATE INDEX ix_survey_answer_round_id ON survey_answer (round_id);
CREATE INDEX ix_survey_answer_stakeholder_id ON survey_answer (stakeholder_id);
CREATE INDEX ix_survey_answer_account_id ON survey_answer (account_id);
CREATE TABLE stage_change (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_id BLOB,
    note TEXT,
    CONSTRAINT pk_stage_change PRIMARY KEY (id),
    CONSTRAINT fk_stage_change_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_stage_change_by_id FOREIGN KEY(by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_stage_change_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_stage_change_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_stage_change_stage_term CHECK ("stage" IN ('received', 'acknowledged', 'assessed', 'investigating', 'response_offered', 'decided', 'closed', 'rejected', 'reopened')),
    CONSTRAINT ck_stage_change_by_id_bytes CHECK ("by_id" IS NULL OR length("by_id") = 16),
    CONSTRAINT ck_stage_change_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_stage_change_complaint_id ON stage_change (complaint_id);
CREATE INDEX ix_stage_change_by_id ON stage_change (by_id);
CREATE TABLE reclassification (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    from_channel TEXT NOT NULL,
    from_severity TEXT NOT NULL,
    channel TEXT NOT NULL,
    severity TEXT NOT NULL,
    by_id BLOB,
    note TEXT,
    CONSTRAINT pk_reclassification PRIMARY KEY (id),
    CONSTRAINT fk_reclassification_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_reclassification_by_id FOREIGN KEY(by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_reclassification_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_reclassification_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_reclassification_from_channel_term CHECK ("from_channel" IN ('phone', 'messenger', 'social', 'email', 'portal', 'letter', 'meeting')),
    CONSTRAINT ck_reclassification_from_severity_term CHECK ("from_severity" IN ('critical', 'high', 'normal', 'low')),
    CONSTRAINT ck_reclassification_channel_term CHECK ("channel" IN ('phone', 'messenger', 'social', 'email', 'portal', 'letter', 'meeting')),
    CONSTRAINT ck_reclassification_severity_term CHECK ("severity" IN ('critical', 'high', 'normal', 'low')),
    CONSTRAINT ck_reclassification_by_id_bytes CHECK ("by_id" IS NULL OR length("by_id") = 16),
    CONSTRAINT ck_reclassification_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_reclassification_by_id ON reclassification (by_id);
CREATE INDEX ix_reclassification_complaint_id ON reclassification (complaint_id);
CREATE TABLE clock_pause (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    reason TEXT NOT NULL,
    CONSTRAINT pk_clock_pause PRIMARY KEY (id),
    CONSTRAINT ck_clock_pause_dates CHECK (until IS NULL OR since <= until),
    CONSTRAINT fk_clock_pause_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_clock_pause_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_clock_pause_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_clock_pause_reason_length CHECK (length("reason") <= 500)
) STRICT;
CREATE INDEX ix_clock_pause_complaint_id ON clock_pause (complaint_id);
CREATE TABLE why (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    branch TEXT NOT NULL,
    depth INTEGER NOT NULL,
    question TEXT,
    answer TEXT NOT NULL,
    CONSTRAINT pk_why PRIMARY KEY (id),
    CONSTRAINT fk_why_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_why_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_why_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_why_branch_term CHECK ("branch" IN ('cause', 'escape')),
    CONSTRAINT ck_why_depth_range CHECK ("depth" BETWEEN 1 AND 10),
    CONSTRAINT ck_why_question_length CHECK ("question" IS NULL OR length("question") <= 500),
    CONSTRAINT ck_why_answer_length CHECK (length("answer") <= 500)
) STRICT;
CREATE INDEX ix_why_complaint_id ON why (complaint_id);
CREATE TABLE is_is_not (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    question TEXT NOT NULL,
    holds TEXT,
    does_not_hold TEXT,
    CONSTRAINT pk_is_is_not PRIMARY KEY (id),
    CONSTRAINT fk_is_is_not_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_is_is_not_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_is_is_not_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_is_is_not_question_length CHECK (length("question") <= 200),
    CONSTRAINT ck_is_is_not_holds_length CHECK ("holds" IS NULL OR length("holds") <= 500),
    CONSTRAINT ck_is_is_not_does_not_hold_length CHECK ("does_not_hold" IS NULL OR length("does_not_hold") <= 500)
) STRICT;
CREATE INDEX ix_is_is_not_complaint_id ON is_is_not (complaint_id);
CREATE TABLE compensation (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    complaint_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER,
    currency TEXT,
    approved_by_id BLOB,
    "on" TEXT,
    note TEXT,
    CONSTRAINT pk_compensation PRIMARY KEY (id),
    CONSTRAINT fk_compensation_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_compensation_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_compensation_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_compensation_complaint_id_bytes CHECK (length("complaint_id") = 16),
    CONSTRAINT ck_compensation_kind_term CHECK ("kind" IN ('discount', 'replacement', 'refund', 'extra_delivery', 'gift', 'bonus', 'explanation')),
    CONSTRAINT ck_compensation_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_compensation_approved_by_id_bytes CHECK ("approved_by_id" IS NULL OR length("approved_by_id") = 16),
    CONSTRAINT ck_compensation_on_date CHECK ("on" IS NULL OR "on" IS date("on")),
    CONSTRAINT ck_compensation_note_length CHECK ("note" IS NULL OR length("note") <= 500)
) STRICT;
CREATE INDEX ix_compensation_complaint_id ON compensation (complaint_id);
CREATE INDEX ix_compensation_approved_by_id ON compensation (approved_by_id);
CREATE TABLE interaction (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT,
    account_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    subject TEXT NOT NULL,
    starts_local TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER,
    place TEXT,
    direction TEXT,
    purpose TEXT,
    best_outcome TEXT,
    minimum_outcome TEXT,
    client_purpose TEXT,
    logistics TEXT,
    notes TEXT,
    outcome TEXT,
    mood INTEGER,
    learned TEXT,
    competitor_mentions TEXT,
    follow_up_sent_on TEXT,
    repeats TEXT,
    repeat_of_id BLOB,
    occurrence_on TEXT,
    opportunity_id BLOB,
    complaint_id BLOB,
    objective_id BLOB,
    CONSTRAINT pk_interaction PRIMARY KEY (id),
    CONSTRAINT fk_interaction_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_repeat_of_id FOREIGN KEY(repeat_of_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_interaction_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_interaction_external_id_length CHECK ("external_id" IS NULL OR length("external_id") <= 500),
    CONSTRAINT ck_interaction_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_interaction_kind_term CHECK ("kind" IN ('meeting', 'call', 'email', 'messenger', 'site_visit', 'event', 'business_review', 'gift', 'note')),
    CONSTRAINT ck_interaction_status_term CHECK ("status" IN ('planned', 'done', 'cancelled', 'missed')),
    CONSTRAINT ck_interaction_subject_length CHECK (length("subject") <= 500),
    CONSTRAINT ck_interaction_starts_local_local CHECK ("starts_local" IS strftime('%Y-%m-%dT%H:%M', "starts_local")),
    CONSTRAINT ck_interaction_zone_length CHECK (length("zone") <= 64),
    CONSTRAINT ck_interaction_minutes_range CHECK ("minutes" IS NULL OR "minutes" BETWEEN 0 AND 100000),
    CONSTRAINT ck_interaction_place_length CHECK ("place" IS NULL OR length("place") <= 500),
    CONSTRAINT ck_interaction_direction_term CHECK ("direction" IS NULL OR "direction" IN ('outgoing', 'incoming')),
    CONSTRAINT ck_interaction_purpose_length CHECK ("purpose" IS NULL OR length("purpose") <= 500),
    CONSTRAINT ck_interaction_best_outcome_length CHECK ("best_outcome" IS NULL OR length("best_outcome") <= 500),
    CONSTRAINT ck_interaction_minimum_outcome_length CHECK ("minimum_outcome" IS NULL OR length("minimum_outcome") <= 500),
    CONSTRAINT ck_interaction_client_purpose_length CHECK ("client_purpose" IS NULL OR length("client_purpose") <= 500),
    CONSTRAINT ck_interaction_logistics_length CHECK ("logistics" IS NULL OR length("logistics") <= 500),
    CONSTRAINT ck_interaction_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000),
    CONSTRAINT ck_interaction_outcome_term CHECK ("outcome" IS NULL OR "outcome" IN ('advance', 'continuation', 'no_result')),
    CONSTRAINT ck_interaction_mood_step CHECK ("mood" IS NULL OR "mood" BETWEEN -2 AND 2),
    CONSTRAINT ck_interaction_learned_length CHECK ("learned" IS NULL OR length("learned") <= 20000),
    CONSTRAINT ck_interaction_competitor_mentions_length CHECK ("competitor_mentions" IS NULL OR length("competitor_mentions") <= 500),
    CONSTRAINT ck_interaction_follow_up_sent_on_date CHECK ("follow_up_sent_on" IS NULL OR "follow_up_sent_on" IS date("follow_up_sent_on")),
    CONSTRAINT ck_interaction_repeats_length CHECK ("repeats" IS NULL OR length("repeats") <= 200),
    CONSTRAINT ck_interaction_repeat_of_id_bytes CHECK ("repeat_of_id" IS NULL OR length("repeat_of_id") = 16),
    CONSTRAINT ck_interaction_occurrence_on_date CHECK ("occurrence_on" IS NULL OR "occurrence_on" IS date("occurrence_on")),
    CONSTRAINT ck_interaction_opportunity_id_bytes CHECK ("opportunity_id" IS NULL OR length("opportunity_id") = 16),
    CONSTRAINT ck_interaction_complaint_id_bytes CHECK ("complaint_id" IS NULL OR length("complaint_id") = 16),
    CONSTRAINT ck_interaction_objective_id_bytes CHECK ("objective_id" IS NULL OR length("objective_id") = 16)
) STRICT;
CREATE INDEX ix_interaction_repeat_of_id ON interaction (repeat_of_id);
CREATE INDEX ix_interaction_when ON interaction (starts_at);
CREATE INDEX ix_interaction_starts ON interaction (account_id, status, starts_at);
CREATE UNIQUE INDEX uq_interaction_external_id ON interaction (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_interaction_opportunity_id ON interaction (opportunity_id);
CREATE INDEX ix_interaction_complaint_id ON interaction (complaint_id);
CREATE INDEX ix_interaction_objective_id ON interaction (objective_id);
CREATE TABLE milestone (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    initiative_id BLOB NOT NULL,
    title TEXT NOT NULL,
    due_on TEXT NOT NULL,
    passed_on TEXT,
    CONSTRAINT pk_milestone PRIMARY KEY (id),
    CONSTRAINT fk_milestone_initiative_id FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_milestone_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_milestone_initiative_id_bytes CHECK (length("initiative_id") = 16),
    CONSTRAINT ck_milestone_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_milestone_due_on_date CHECK ("due_on" IS date("due_on")),
    CONSTRAINT ck_milestone_passed_on_date CHECK ("passed_on" IS NULL OR "passed_on" IS date("passed_on"))
) STRICT;
CREATE INDEX ix_milestone_initiative_id ON milestone (initiative_id);
CREATE TABLE dependency (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    before_id BLOB NOT NULL,
    after_id BLOB NOT NULL,
    CONSTRAINT pk_dependency PRIMARY KEY (id),
    CONSTRAINT uq_dependency_before_id_after_id UNIQUE (before_id, after_id),
    CONSTRAINT ck_dependency_two_initiatives CHECK (before_id <> after_id),
    CONSTRAINT fk_dependency_before_id FOREIGN KEY(before_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_dependency_after_id FOREIGN KEY(after_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_dependency_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_dependency_before_id_bytes CHECK (length("before_id") = 16),
    CONSTRAINT ck_dependency_after_id_bytes CHECK (length("after_id") = 16)
) STRICT;
CREATE INDEX ix_dependency_before_id ON dependency (before_id);
CREATE INDEX ix_dependency_after_id ON dependency (after_id);
CREATE TABLE commitment (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    promised_to_client INTEGER NOT NULL,
    owner_colleague_id BLOB,
    owner_stakeholder_id BLOB,
    made_on TEXT NOT NULL,
    due_on TEXT,
    due_at TEXT,
    zone TEXT,
    first_due_on TEXT,
    status TEXT NOT NULL,
    closed_on TEXT,
    proof TEXT,
    notes TEXT,
    interaction_id BLOB,
    objective_id BLOB,
    initiative_id BLOB,
    complaint_id BLOB,
    CONSTRAINT pk_commitment PRIMARY KEY (id),
    CONSTRAINT ck_commitment_closed_has_date CHECK ((status = 'open') = (closed_on IS NULL)),
    CONSTRAINT ck_commitment_theirs_is_promised CHECK (side = 'ours' OR promised_to_client),
    CONSTRAINT fk_commitment_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_owner_colleague_id FOREIGN KEY(owner_colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_owner_stakeholder_id FOREIGN KEY(owner_stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_objective_id FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_initiative_id FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_commitment_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_commitment_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_commitment_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_commitment_side_term CHECK ("side" IN ('ours', 'theirs')),
    CONSTRAINT ck_commitment_kind_term CHECK ("kind" IN ('promise', 'containment', 'corrective', 'preventive')),
    CONSTRAINT ck_commitment_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_commitment_promised_to_client_flag CHECK ("promised_to_client" IN (0, 1)),
    CONSTRAINT ck_commitment_owner_colleague_id_bytes CHECK ("owner_colleague_id" IS NULL OR length("owner_colleague_id") = 16),
    CONSTRAINT ck_commitment_owner_stakeholder_id_bytes CHECK ("owner_stakeholder_id" IS NULL OR length("owner_stakeholder_id") = 16),
    CONSTRAINT ck_commitment_made_on_date CHECK ("made_on" IS date("made_on")),
    CONSTRAINT ck_commitment_due_on_date CHECK ("due_on" IS NULL OR "due_on" IS date("due_on")),
    CONSTRAINT ck_commitment_due_at_local CHECK ("due_at" IS NULL OR "due_at" IS strftime('%Y-%m-%dT%H:%M', "due_at")),
    CONSTRAINT ck_commitment_zone_length CHECK ("zone" IS NULL OR length("zone") <= 64),
    CONSTRAINT ck_commitment_first_due_on_date CHECK ("first_due_on" IS NULL OR "first_due_on" IS date("first_due_on")),
    CONSTRAINT ck_commitment_status_term CHECK ("status" IN ('open', 'kept', 'broken', 'cancelled')),
    CONSTRAINT ck_commitment_closed_on_date CHECK ("closed_on" IS NULL OR "closed_on" IS date("closed_on")),
    CONSTRAINT ck_commitment_proof_length CHECK ("proof" IS NULL OR length("proof") <= 500),
    CONSTRAINT ck_commitment_notes_length CHECK ("notes" IS NULL OR length("notes") <= 500),
    CONSTRAINT ck_commitment_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16),
    CONSTRAINT ck_commitment_objective_id_bytes CHECK ("objective_id" IS NULL OR length("objective_id") = 16),
    CONSTRAINT ck_commitment_initiative_id_bytes CHECK ("initiative_id" IS NULL OR length("initiative_id") = 16),
    CONSTRAINT ck_commitment_complaint_id_bytes CHECK ("complaint_id" IS NULL OR length("complaint_id") = 16)
) STRICT;
CREATE INDEX ix_commitment_owner_colleague_id ON commitment (owner_colleague_id);
CREATE INDEX ix_commitment_account_status ON commitment (account_id, status);
CREATE INDEX ix_commitment_initiative_id ON commitment (initiative_id);
CREATE INDEX ix_commitment_due ON commitment (status, due_on);
CREATE INDEX ix_commitment_objective_id ON commitment (objective_id);
CREATE INDEX ix_commitment_interaction_id ON commitment (interaction_id);
CREATE INDEX ix_commitment_complaint_id ON commitment (complaint_id);
CREATE INDEX ix_commitment_owner_stakeholder_id ON commitment (owner_stakeholder_id);
CREATE TABLE document (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    interaction_id BLOB,
    complaint_id BLOB,
    contract_id BLOB,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    "on" TEXT,
    tags TEXT,
    media_type TEXT,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT ck_document_digest CHECK (length(sha256) = 32),
    CONSTRAINT fk_document_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_document_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_document_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_document_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_document_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_document_account_id_bytes CHECK (length("account_id") = 16),
    CONSTRAINT ck_document_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16),
    CONSTRAINT ck_document_complaint_id_bytes CHECK ("complaint_id" IS NULL OR length("complaint_id") = 16),
    CONSTRAINT ck_document_contract_id_bytes CHECK ("contract_id" IS NULL OR length("contract_id") = 16),
    CONSTRAINT ck_document_name_length CHECK (length("name") <= 300),
    CONSTRAINT ck_document_kind_term CHECK ("kind" IN ('contract', 'specification', 'price_list', 'presentation', 'minutes', 'certificate', 'letter', 'photo', 'other')),
    CONSTRAINT ck_document_on_date CHECK ("on" IS NULL OR "on" IS date("on")),
    CONSTRAINT ck_document_tags_length CHECK ("tags" IS NULL OR length("tags") <= 500),
    CONSTRAINT ck_document_media_type_length CHECK ("media_type" IS NULL OR length("media_type") <= 100),
    CONSTRAINT ck_document_size_range CHECK ("size" BETWEEN 0 AND 9007199254740992)
) STRICT;
CREATE INDEX ix_document_account_id ON document (account_id);
CREATE INDEX ix_document_interaction_id ON document (interaction_id);
CREATE INDEX ix_document_complaint_id ON document (complaint_id);
CREATE INDEX ix_document_contract_id ON document (contract_id);
CREATE INDEX ix_document_sha256 ON document (sha256);
CREATE TABLE interaction_account (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    account_id BLOB NOT NULL,
    CONSTRAINT pk_interaction_account PRIMARY KEY (id),
    CONSTRAINT uq_interaction_account_interaction_id_account_id UNIQUE (interaction_id, account_id),
    CONSTRAINT fk_interaction_account_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_interaction_account_account_id FOREIGN KEY(account_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_interaction_account_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_interaction_account_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_interaction_account_account_id_bytes CHECK (length("account_id") = 16)
) STRICT;
CREATE INDEX ix_interaction_account_account_id ON interaction_account (account_id);
CREATE INDEX ix_interaction_account_interaction_id ON interaction_account (interaction_id);
CREATE TABLE participant (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    stakeholder_id BLOB,
    colleague_id BLOB,
    guest TEXT,
    task TEXT,
    position INTEGER NOT NULL,
    CONSTRAINT pk_participant PRIMARY KEY (id),
    CONSTRAINT ck_participant_one_of_three CHECK (CASE WHEN stakeholder_id IS NULL THEN 0 ELSE 1 END + CASE WHEN colleague_id IS NULL THEN 0 ELSE 1 END + CASE WHEN guest IS NULL THEN 0 ELSE 1 END = 1),
    CONSTRAINT fk_participant_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_participant_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_participant_colleague_id FOREIGN KEY(colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_participant_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_participant_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_participant_stakeholder_id_bytes CHECK ("stakeholder_id" IS NULL OR length("stakeholder_id") = 16),
    CONSTRAINT ck_participant_colleague_id_bytes CHECK ("colleague_id" IS NULL OR length("colleague_id") = 16),
    CONSTRAINT ck_participant_guest_length CHECK ("guest" IS NULL OR length("guest") <= 300),
    CONSTRAINT ck_participant_task_length CHECK ("task" IS NULL OR length("task") <= 500),
    CONSTRAINT ck_participant_position_range CHECK ("position" BETWEEN 0 AND 10000)
) STRICT;
CREATE INDEX ix_participant_interaction_id ON participant (interaction_id);
CREATE INDEX ix_participant_stakeholder_id ON participant (stakeholder_id);
CREATE INDEX ix_participant_colleague_id ON participant (colleague_id);
CREATE TABLE rating (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    stakeholder_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    value INTEGER NOT NULL,
    target INTEGER,
    target_on TEXT,
    colleague_id BLOB,
    "on" TEXT NOT NULL,
    evidence TEXT,
    interaction_id BLOB,
    CONSTRAINT pk_rating PRIMARY KEY (id),
    CONSTRAINT ck_rating_value_on_scale CHECK (CASE kind WHEN 'attitude' THEN value BETWEEN -2 AND 2 WHEN 'influence' THEN value BETWEEN 1 AND 5 ELSE value BETWEEN 0 AND 4 END),
    CONSTRAINT ck_rating_target_on_scale CHECK (target IS NULL OR CASE kind WHEN 'attitude' THEN target BETWEEN -2 AND 2 WHEN 'influence' THEN target BETWEEN 1 AND 5 ELSE target BETWEEN 0 AND 4 END),
    CONSTRAINT ck_rating_per_colleague CHECK (kind <> 'relationship_level' OR colleague_id IS NOT NULL),
    CONSTRAINT fk_rating_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rating_colleague_id FOREIGN KEY(colleague_id) REFERENCES colleague (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rating_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_rating_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_rating_stakeholder_id_bytes CHECK (length("stakeholder_id") = 16),
    CONSTRAINT ck_rating_kind_term CHECK ("kind" IN ('attitude', 'influence', 'contact_level', 'relationship_level')),
    CONSTRAINT ck_rating_value_range CHECK ("value" BETWEEN -2 AND 5),
    CONSTRAINT ck_rating_target_range CHECK ("target" IS NULL OR "target" BETWEEN -2 AND 5),
    CONSTRAINT ck_rating_target_on_date CHECK ("target_on" IS NULL OR "target_on" IS date("target_on")),
    CONSTRAINT ck_rating_colleague_id_bytes CHECK ("colleague_id" IS NULL OR length("colleague_id") = 16),
    CONSTRAINT ck_rating_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_rating_evidence_length CHECK ("evidence" IS NULL OR length("evidence") <= 500),
    CONSTRAINT ck_rating_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16)
) STRICT;
CREATE INDEX ix_rating_stakeholder_id ON rating (stakeholder_id);
CREATE INDEX ix_rating_latest ON rating (stakeholder_id, kind, "on");
CREATE INDEX ix_rating_interaction_id ON rating (interaction_id);
CREATE TABLE review (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    interaction_id BLOB,
    results INTEGER,
    relations INTEGER,
    delivery INTEGER,
    outlook INTEGER,
    notes TEXT,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT fk_review_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_review_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_review_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_review_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_review_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_review_interaction_id_bytes CHECK ("interaction_id" IS NULL OR length("interaction_id") = 16),
    CONSTRAINT ck_review_results_range CHECK ("results" IS NULL OR "results" BETWEEN 1 AND 5),
    CONSTRAINT ck_review_relations_range CHECK ("relations" IS NULL OR "relations" BETWEEN 1 AND 5),
    CONSTRAINT ck_review_delivery_range CHECK ("delivery" IS NULL OR "delivery" BETWEEN 1 AND 5),
    CONSTRAINT ck_review_outlook_range CHECK ("outlook" IS NULL OR "outlook" BETWEEN 1 AND 5),
    CONSTRAINT ck_review_notes_length CHECK ("notes" IS NULL OR length("notes") <= 20000)
) STRICT;
CREATE INDEX ix_review_interaction_id ON review (interaction_id);
CREATE INDEX ix_review_plan_id ON review (plan_id);
CREATE TABLE agenda_item (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    client_wording TEXT,
    minutes INTEGER,
    CONSTRAINT pk_agenda_item PRIMARY KEY (id),
    CONSTRAINT fk_agenda_item_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_agenda_item_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_agenda_item_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_agenda_item_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_agenda_item_title_length CHECK (length("title") <= 500),
    CONSTRAINT ck_agenda_item_client_wording_length CHECK ("client_wording" IS NULL OR length("client_wording") <= 500),
    CONSTRAINT ck_agenda_item_minutes_range CHECK ("minutes" IS NULL OR "minutes" BETWEEN 0 AND 1440)
) STRICT;
CREATE INDEX ix_agenda_item_interaction_id ON agenda_item (interaction_id);
CREATE TABLE ask_or_offer (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    opening TEXT,
    "limit" TEXT,
    in_exchange TEXT,
    decides_beyond TEXT,
    client_title TEXT,
    client_wording TEXT,
    CONSTRAINT pk_ask_or_offer PRIMARY KEY (id),
    CONSTRAINT fk_ask_or_offer_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_ask_or_offer_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_ask_or_offer_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_ask_or_offer_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_ask_or_offer_kind_term CHECK ("kind" IN ('ask', 'offer')),
    CONSTRAINT ck_ask_or_offer_what_length CHECK (length("what") <= 500),
    CONSTRAINT ck_ask_or_offer_opening_length CHECK ("opening" IS NULL OR length("opening") <= 200),
    CONSTRAINT ck_ask_or_offer_limit_length CHECK ("limit" IS NULL OR length("limit") <= 200),
    CONSTRAINT ck_ask_or_offer_in_exchange_length CHECK ("in_exchange" IS NULL OR length("in_exchange") <= 500),
    CONSTRAINT ck_ask_or_offer_decides_beyond_length CHECK ("decides_beyond" IS NULL OR length("decides_beyond") <= 200),
    CONSTRAINT ck_ask_or_offer_client_title_length CHECK ("client_title" IS NULL OR length("client_title") <= 200),
    CONSTRAINT ck_ask_or_offer_client_wording_length CHECK ("client_wording" IS NULL OR length("client_wording") <= 500)
) STRICT;
CREATE INDEX ix_ask_or_offer_interaction_id ON ask_or_offer (interaction_id);
CREATE TABLE question (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    sayable INTEGER NOT NULL,
    client_wording TEXT,
    ask_whom_id BLOB,
    CONSTRAINT pk_question PRIMARY KEY (id),
    CONSTRAINT fk_question_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_ask_whom_id FOREIGN KEY(ask_whom_id) REFERENCES stakeholder (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_question_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_question_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_question_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_question_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_question_sayable_flag CHECK ("sayable" IN (0, 1)),
    CONSTRAINT ck_question_client_wording_length CHECK ("client_wording" IS NULL OR length("client_wording") <= 500),
    CONSTRAINT ck_question_ask_whom_id_bytes CHECK ("ask_whom_id" IS NULL OR length("ask_whom_id") = 16)
) STRICT;
CREATE INDEX ix_question_ask_whom_id ON question (ask_whom_id);
CREATE INDEX ix_question_interaction_id ON question (interaction_id);
CREATE TABLE objection (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    objection TEXT NOT NULL,
    answer TEXT,
    CONSTRAINT pk_objection PRIMARY KEY (id),
    CONSTRAINT fk_objection_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_objection_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_objection_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_objection_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_objection_objection_length CHECK (length("objection") <= 500),
    CONSTRAINT ck_objection_answer_length CHECK ("answer" IS NULL OR length("answer") <= 500)
) STRICT;
CREATE INDEX ix_objection_interaction_id ON objection (interaction_id);
CREATE TABLE checklist_item (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    text TEXT,
    done INTEGER NOT NULL,
    CONSTRAINT pk_checklist_item PRIMARY KEY (id),
    CONSTRAINT fk_checklist_item_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_checklist_item_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_checklist_item_interaction_id_bytes CHECK (length("interaction_id") = 16),
    CONSTRAINT ck_checklist_item_position_range CHECK ("position" BETWEEN 0 AND 10000),
    CONSTRAINT ck_checklist_item_code_term CHECK ("code" IN ('purpose', 'attendees', 'promises', 'complaints', 'numbers', 'offer', 'questions', 'product_facts', 'brief_printed', 'logistics', 'custom')),
    CONSTRAINT ck_checklist_item_text_length CHECK ("text" IS NULL OR length("text") <= 500),
    CONSTRAINT ck_checklist_item_done_flag CHECK ("done" IN (0, 1))
) STRICT;
CREATE INDEX ix_checklist_item_interaction_id ON checklist_item (interaction_id);
CREATE TABLE commitment_shift (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    commitment_id BLOB NOT NULL,
    "on" TEXT NOT NULL,
    from_due_on TEXT,
    to_due_on TEXT NOT NULL,
    agreed INTEGER NOT NULL,
    reason TEXT,
    CONSTRAINT pk_commitment_shift PRIMARY KEY (id),
    CONSTRAINT fk_commitment_shift_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_commitment_shift_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_commitment_shift_commitment_id_bytes CHECK (length("commitment_id") = 16),
    CONSTRAINT ck_commitment_shift_on_date CHECK ("on" IS date("on")),
    CONSTRAINT ck_commitment_shift_from_due_on_date CHECK ("from_due_on" IS NULL OR "from_due_on" IS date("from_due_on")),
    CONSTRAINT ck_commitment_shift_to_due_on_date CHECK ("to_due_on" IS date("to_due_on")),
    CONSTRAINT ck_commitment_shift_agreed_flag CHECK ("agreed" IN (0, 1)),
    CONSTRAINT ck_commitment_shift_reason_length CHECK ("reason" IS NULL OR length("reason") <= 500)
) STRICT;
CREATE INDEX ix_commitment_shift_commitment_id ON commitment_shift (commitment_id);
CREATE TABLE plan_decision (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    plan_id BLOB NOT NULL,
    review_id BLOB,
    text TEXT NOT NULL,
    needed_by TEXT,
    amount_minor INTEGER,
    currency TEXT,
    effort TEXT,
    decided_on TEXT,
    decided_by TEXT,
    outcome TEXT,
    CONSTRAINT pk_plan_decision PRIMARY KEY (id),
    CONSTRAINT fk_plan_decision_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_decision_review_id FOREIGN KEY(review_id) REFERENCES review (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_plan_decision_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_plan_decision_plan_id_bytes CHECK (length("plan_id") = 16),
    CONSTRAINT ck_plan_decision_review_id_bytes CHECK ("review_id" IS NULL OR length("review_id") = 16),
    CONSTRAINT ck_plan_decision_text_length CHECK (length("text") <= 500),
    CONSTRAINT ck_plan_decision_needed_by_date CHECK ("needed_by" IS NULL OR "needed_by" IS date("needed_by")),
    CONSTRAINT ck_plan_decision_currency_form CHECK ("currency" IS NULL OR "currency" GLOB '[A-Z][A-Z][A-Z]'),
    CONSTRAINT ck_plan_decision_effort_length CHECK ("effort" IS NULL OR length("effort") <= 200),
    CONSTRAINT ck_plan_decision_decided_on_date CHECK ("decided_on" IS NULL OR "decided_on" IS date("decided_on")),
    CONSTRAINT ck_plan_decision_decided_by_length CHECK ("decided_by" IS NULL OR length("decided_by") <= 200),
    CONSTRAINT ck_plan_decision_outcome_length CHECK ("outcome" IS NULL OR length("outcome") <= 500)
) STRICT;
CREATE INDEX ix_plan_decision_review_id ON plan_decision (review_id);
CREATE INDEX ix_plan_decision_plan_id ON plan_decision (plan_id);
CREATE TABLE search_document (
    rowid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL CHECK (length(record_id) = 16),
    account_id BLOB CHECK (length(account_id) = 16),
    moment INTEGER NOT NULL,
    tokens TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX uq_search_document_record_id ON search_document (record_id);
CREATE TABLE search_part (
    record_id BLOB PRIMARY KEY CHECK (length(record_id) = 16),
    document_id BLOB NOT NULL CHECK (length(document_id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_state (recipe TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_word USING fts5 (
    tokens, content = 'search_document', content_rowid = 'rowid',
    tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8', detail = 'none', columnsize = 0
);
