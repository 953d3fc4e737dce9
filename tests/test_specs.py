"""Every shipped type, proven by its samples.

IN-02: all findings of a file at once, each with its line. IN-03: unknown keys and empty required fields are findings.
IN-09: cross-field rules. TPL-03: templates fit their specs. SCO-90: rules are data, and each is held by a test.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.examine import Examination, examine
from generator.intake.read import read
from generator.lint import lint_type
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from tests.cases import Sample, samples
from validators.findings import Finding

TYPES = sorted({sample.type for sample in samples()})


def examined(sample: Sample, catalogue: Catalogue) -> Examination:
    document = read(sample.file, catalogue, shown=sample.file.name)
    assert not isinstance(document, Finding), document
    return examine(document)


def told(result: Examination) -> list[str]:
    return sorted(f"{finding.code}@{'.'.join(map(str, finding.path))}" for finding in result.findings)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)
def test_sample__gives_exactly_the_findings_it_announces(sample: Sample, catalogue: Catalogue) -> None:
    """IN-02, IN-03: the codes and paths in the sample's header, no more and no fewer."""
    assert told(examined(sample, catalogue)) == list(sample.expected)


@pytest.mark.parametrize("sample", samples("ok-"), ids=lambda sample: sample.id)
def test_good_sample__has_no_error(sample: Sample, catalogue: Catalogue) -> None:
    assert not examined(sample, catalogue).findings.has_errors


@pytest.mark.parametrize("sample", samples("bad-"), ids=lambda sample: sample.id)
def test_bad_sample__every_finding_names_a_line_and_a_remedy(sample: Sample, catalogue: Catalogue) -> None:
    """IN-02: where, what is wrong, what to do."""
    result = examined(sample, catalogue)
    assert result.findings
    for finding in result.findings:
        assert finding.place.line, finding
        assert finding.place.file == sample.file.name
        assert finding.message
        assert finding.hint


@pytest.mark.parametrize("type_name", TYPES)
def test_spec__deleting_any_rule_would_be_noticed(type_name: str, catalogue: Catalogue) -> None:
    """SCO-90: for each rule there is a sample whose findings change when the rule is taken out of the spec."""
    compiled = catalogue.compiled(type_name)
    of_type = [sample for sample in samples() if sample.type == type_name]
    for rule in compiled.spec.rules:
        holders = [sample for sample in of_type if any(code.startswith(f"{rule.id}@") for code in sample.expected)]
        assert holders, f"no sample of {type_name} breaks {rule.id}"
        spec = replace(compiled.spec, rules=tuple(other for other in compiled.spec.rules if other.id != rule.id))
        without = CompiledSpec(spec, compiled.home)
        document = read(holders[0].file, catalogue)
        assert not isinstance(document, Finding)
        assert told(examine(replace(document, compiled=without))) != list(holders[0].expected)


@pytest.mark.parametrize("type_name", TYPES)
def test_spec__lint_has_nothing_to_say(type_name: str, catalogue: Catalogue) -> None:
    """TPL-03: names, required fields, tags of every template fit the spec."""
    assert [str(finding) for finding in lint_type(type_name, catalogue)] == []


def test_types__every_spec_has_good_and_bad_samples(catalogue: Catalogue) -> None:
    for name in catalogue.names():
        kinds = {sample.is_good for sample in samples() if sample.type == name}
        assert kinds == {True, False}, name
