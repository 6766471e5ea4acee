"""Names that a framework calls, and that nothing in consult does; see [tool.vulture] in pyproject.toml."""

_.regex  # Werkzeug: a converter's pattern
_.converters  # Werkzeug
_.jinja_options  # Flask
_.session_interface  # Flask
_.open_session  # Flask
_.save_session  # Flask
_.max_form_memory_size  # Werkzeug
_.max_form_parts  # Werkzeug
_.content_type  # Werkzeug
_.is_personal  # a mark on the request, asked for as g.get("is_personal")
_.is_anonymous  # Flask-Login
_.get_id  # Flask-Login
_.session_protection  # Flask-Login
_.anonymous_user  # Flask-Login
_._login_user  # Flask-Login
_.obj  # click
_.isolation_level  # the driver of SQLite
_.version_id  # a column that only its relationship reads
_.impl  # SQLAlchemy: a column type
_.cache_ok  # SQLAlchemy
_.process_bind_param  # SQLAlchemy
_.process_result_value  # SQLAlchemy
_.type_annotation_map  # SQLAlchemy
_.load  # gunicorn
_.load_config  # gunicorn
_.extra_filters  # WTForms
_.extra_validators  # WTForms
_.csrf_time_limit  # Flask-WTF
_.last_error  # kept for whoever reads the database
_.added_on  # kept for whoever reads the database
_.confirmed_by_id  # kept for whoever reads the database
_.answered_by_id  # kept for whoever reads the database
_.decided_by_id  # kept for whoever reads the database
_.joined_at  # kept for whoever reads the database
_.recorded_by_id  # kept for whoever reads the database
_.approved_at  # kept for whoever reads the database
_.decisions_published_by_id  # kept for whoever reads the database
_.held_checked_by_id  # kept for whoever reads the database
_.notice_number  # kept for whoever reads the database
_.proposed_at  # kept for whoever reads the database
_.made_by_id  # kept for whoever reads the database
_.published_by_id  # kept for whoever reads the database
_.remark_id  # a column that only its relationship reads
PatientWorker  # gunicorn: named in the options
_._session  # Flask: set where a session could not be opened
SECOND_HAND  # a kind of confidence that records of the catalogue name
MEMORY  # a kind of confidence that records of the catalogue name
_.pl  # a name in Polish, asked for by the language's code
_.en  # a name in English, asked for by the language's code
_.uk  # a name in Ukrainian, asked for by the language's code
can_manage  # the twin of `manageable_by`: a test checks that both agree
do_all_due  # tests do what is due, without a worker
_.kept_at  # kept for whoever reads the database
frequencies  # the statistics of samples are whole, and checked against R: from here on
_.weighted_shares
jackknife
poststratify
rake
columns_of
REMOVE
CERTAINTY
_.edited_by_id  # kept for whoever reads the database
align  # rules whose pages come with the next version of a draft: from here on
_.fate
_.is_moved
resemblance
_.effective_votes  # the working of a count, for whoever counts again
_.highest_payment
handle_starttag  # html.parser calls these
handle_endtag
handle_data
warned  # a field of a form, read by its name
REFUSALS  # for the extraction of texts
Worksheet  # a type, named in quotes because its library is heavy
_.data_type  # openpyxl reads it
_.added_at  # kept for whoever reads the database
_.agreed_at  # kept for whoever reads the database
_.begun_by_id  # kept for whoever reads the database
_.entered_at  # kept for whoever reads the database
_.read_at  # kept for whoever reads the database
_.read_by_id  # kept for whoever reads the database
_.results_published_by_id  # kept for whoever reads the database
_.call_id  # a column that only its relationship reads
_.scan_id  # a column that only its relationship reads
_.process_errors  # WTForms
