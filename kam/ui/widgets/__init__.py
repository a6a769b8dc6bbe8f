"""The design system of the window. Every widget takes the ``Look`` first; a change of theme reaches all.

Text and drawings
    labels.label(text, type_, tone, wraps=, selectable=)   a text in a role and tone, never markup
    labels.ElidedLabel(text, type_, tone)                  one line that ends in «…», tooltip says it whole
    labels.LineLabel(look, line)                           texts and glyphs side by side; ``show_line``
    labels.WhyLabel(look, text, before=, after=)           underlined by dots, emits ``asked``
    labels.rule(upright=)                                  a hairline
    pieces.Run, Mark, Spring; paint_line, line_width       what lines, cells and figures consist of
    glyphs.*Glyph                                          attitude, influence, avatar, level, state, clock,
                                                           change, readiness, completeness, boxes, severity,
                                                           sparkline, icon, tag, dot: drawn and said in words
    tags.Tag(text, Tone), status_label, state_label        a word in a frame; a dot or a shape and its word

To press
    buttons.button(look, text, kind=, icon=, compact=, keys=, run=)   plain, primary, danger; key cap
    buttons.link(look, text, run=)                         looks like a link
    buttons.menu_button(look, text, menu, icon=)           opens a menu, ends in an arrow
    buttons.icon_button(look, icon, text, small=, keys=, run=)   an icon alone, with tooltip and name
    segmented.SegmentedControl(look, [Choice])             views side by side; ``chosen(code)``
    segmented.TabBar(look, [Choice])                       tabs with counts; ``chosen(code)``, ``set_count``
    chips.FilterChip(look, text, on=, count=)              ``clicked``, ``removed`` by × or Delete
    chips.AddChip(look, text, menu)                        the dashed «+ Condition»
    chips.ToggleChip(look, text, on=, code=)               one of several that may be on together

To arrange
    panels.Panel(look, title, count=, secondary=)          head, ``body``, ``set_foot``, ``set_state``
    panels.PanelList(look, row_height=)                    rows of one height: ``add_row``,
                                                           ``add_opening_row``; ``sized`` gives columns
    flow.FlowLayout()                                      breaks its row where the width ends
    figures.FigureStrip(look, [Figure])                    figures under a name; ``asked(code)``
    empty_state.EmptyState(look, icon, title, sentence, buttons=, hint=)

To edit (``from kam.ui.widgets.fields import …``)
    Form(look, label_width=, new=)                         ``add(name, text, editor, value=, hint=)``;
        ``values`` (None where something is not understood, said beside it), ``changed_values``,
        ``set_values``, ``set_faults({name: sentence})``, ``take(error)``, ``is_changed``, ``changed``
    Field(look, text, editor, hint=, label_width=)         one of them alone, with «было …»
    TextEditor, LongTextEditor, YesNoEditor(look, text)    str | None, bool
    ChoiceEditor(look, options_of(look, [Term]), none=)    a term; wheel turns it only with the focus
    MultiChoiceEditor(look, options)                       a tuple of terms, as chips
    ScaleEditor(look, [1, 2, 3, 4, 5] or [ScaleTerm], none=)
    DateEditor(look, today, past=)                         «до пятницы»; calendar by button or Alt+Down
    MoneyEditor(look, currency), PercentEditor, CountEditor(look, unit)   «1,2 млн», «8,5 %», «1 140»
    SpinEditor(look, low, high, unit=)                     a norm, with arrows
    people_picker.PeoplePicker(look, ask, many=, may_create=)   ``ask(text, answer)`` reads elsewhere and
                                                           calls ``answer([Candidate])``
    file_drop.FileDrop(look, title, sentence, many=, endings=)   ``dropped([Path])``
    search_field.SearchField(look, placeholder, icon=, keys=)    ``searched(text)``

To ask and to tell
    dialogs.Sheet, FormSheet                               opened by ``open``; ``wished``, then ``done_well``
                                                           or ``take(error)``: what was typed stays
    dialogs.confirm(look, parent, heading, sentence, primary=, run=, danger=)
    dialogs.ReasonSheet(look, parent, heading, primary=)   ``reasoned(text)``, never without one
    progress_strip.ProgressStrip(look)                     a long job on its page; ``stop_wished``
    charts.MonthBars, StepHistory                          months against target; a rating's course

A table
    table.Table(look, [Column], name=, key=, boxes=, local=, kept_as=)   ``show_rows``, ``show_groups``;
        signals ``opened``, ``selected``, ``current_changed``, ``sort_wished``, ``menu_wished``;
        ``columns_menu``, ``copy_selection``, ``set_empty``
    table.Column, Group, Sorting                           what it is told
"""
