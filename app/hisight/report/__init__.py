"""Conformance and coverage of whole sessions: what was tried, what conforms, which few causes explain what does not.

reading_over   every call of a session read, by several processes, with what its earlier calls show
observation    what a report keeps of one reading; no value of a patient is among it
tally          observations added up to a `Coverage`
causes         the few causes behind most failures, and what passes once they are mended
gathering      all of this for the sessions that somebody names
trend          what got better or worse between two reports
as_html as_xlsx as_json as_junit as_text    a report written down
"""
