"""The optimizers, schedules and clipping of the notes against references written another way.

A reference keeps every gradient that it has seen and computes each step from all of them, with
plain numbers and the closed forms of PyTorch's documentation; a note's code keeps running averages
in arrays. They walk by themselves, each by the gradients at its own places.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.notes.library import library

OPTIMIZERS = library(*(f"optimizers#{name}" for name in ("sgd", "adagrad", "rmsprop", "adamw")))
ADAM = library("optimizers#adam")
SCHEDULES = library(
    *(
        f"schedules#{label}"
        for label in ("constant", "step_lr", "exponential", "cosine", "plateau", "warm_up")
    )
)
CYCLES = library(
    *(f"cyclical-rates#{label}" for label in ("triangular", "triangular2", "one_cycle"))
)
CLIPPING = library("gradient-clipping#clip_by_value", "gradient-clipping#clip_by_norm")

STEPS = 200
SIZE = 7
# A walk of 200 steps tells no more of a smaller seed, and shrinking takes minutes.
EXAMPLES = settings(max_examples=10, phases=set(Phase) - {Phase.shrink})
Rate = Callable[[int], float]
Numbers = list[float]


class Problem:
    """A random quadratic whose gradients are noisy: the same noise for all that walk on it."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        root = rng.normal(size=(SIZE, SIZE)) / math.sqrt(SIZE)
        self.hessian = root @ root.T
        self.linear = rng.normal(size=SIZE)
        self.noise = rng.normal(size=(STEPS, SIZE)) * rng.uniform(0.1, 2, size=SIZE)
        self.start = rng.normal(size=SIZE)

    def by_note(self, step: Callable[..., Sequence[Any]]) -> Any:
        """The path of two arrays of different shapes, changed in place."""
        parameters = [self.start[:3].copy(), self.start[3:].reshape(2, 2).copy()]
        path = []
        for noise in self.noise:
            place = np.concatenate([each.ravel() for each in parameters])
            gradient = self.hessian @ place - self.linear + noise
            gradients = [gradient[:3], gradient[3:].reshape(2, 2)]
            updates = step(gradients, parameters)
            gradient[:] = math.nan  # what a step remembers must be its own
            for parameter, update in zip(parameters, updates, strict=True):
                np.add(parameter, update, out=parameter)
            path.append(np.concatenate([each.ravel() for each in parameters]))
        return np.array(path)

    def by_reference(self, step: Callable[[Numbers, float], float], decay: float = 0) -> Any:
        """`step`: from all gradients of one coordinate, and its place, to what is added."""
        hessian, linear = self.hessian.tolist(), self.linear.tolist()
        place, path = self.start.tolist(), []
        seen: list[Numbers] = [[] for _ in place]
        for noise in self.noise.tolist():
            slope = [
                math.fsum(h * x for h, x in zip(row, place, strict=True)) - b + more
                for row, b, more in zip(hessian, linear, noise, strict=True)
            ]
            for gradients, g, x in zip(seen, slope, place, strict=True):
                gradients.append(g + decay * x)
            place = [x + step(gradients, x) for gradients, x in zip(seen, place, strict=True)]
            path.append(place)
        return np.array(path)


def faded(values: Sequence[float], factor: float) -> float:
    """The sum of all values, each multiplied by `factor` for each step since."""
    return math.fsum(value * factor**age for age, value in enumerate(reversed(values)))


def averaged(values: Sequence[float], factor: float) -> float:
    return (1 - factor) * faded(values, factor)


def halving(k: int) -> float:
    return 0.03 / (1 + k / 100)


seeds = st.integers(0, 10**6)
# A small one would hide whether it stands outside the root.
epsilons = st.sampled_from([1e-8, 0.1])
decays = st.sampled_from([0.0, 0.01, 0.1])
rates = st.one_of(st.floats(0.001, 0.05), st.just(halving))


def at(rate: float | Rate, gradients: Numbers) -> float:
    k = len(gradients) - 1
    return rate(k) if callable(rate) else rate


def assert_same(found: Any, expected: Any) -> None:
    """More closely than the 1e-6 that is asked for: a forgotten epsilon of 1e-6 shows."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@EXAMPLES
@given(seeds, rates, st.sampled_from([0, 0.5, 0.9]), st.sampled_from([0, 0.3]), decays)
def test_sgd(
    seed: int, rate: float | Rate, momentum: float, dampening: float, decay: float
) -> None:
    def step(gradients: Numbers, _place: float) -> float:
        first, *others = gradients
        if momentum:
            velocity = first * momentum ** len(others) + (1 - dampening) * faded(others, momentum)
        else:
            velocity = gradients[-1]
        return -at(rate, gradients) * velocity

    problem = Problem(seed)
    made = OPTIMIZERS.make_sgd(rate, momentum, dampening, weight_decay=decay)
    assert_same(problem.by_note(made), problem.by_reference(step, decay))


@EXAMPLES
@given(seeds, rates, st.sampled_from([0.5, 0.9]), decays)
def test_nesterov(seed: int, rate: float | Rate, momentum: float, decay: float) -> None:
    def step(gradients: Numbers, _place: float) -> float:
        ahead = gradients[-1] + momentum * faded(gradients, momentum)
        return -at(rate, gradients) * ahead

    problem = Problem(seed)
    made = OPTIMIZERS.make_sgd(rate, momentum, nesterov=True, weight_decay=decay)
    assert_same(problem.by_note(made), problem.by_reference(step, decay))


@EXAMPLES
@given(seeds, rates, st.sampled_from([(0, 0), (0.01, 0), (0.01, 0.5)]), decays, epsilons)
def test_adagrad(
    seed: int, rate: float | Rate, own: tuple[float, float], decay: float, eps: float
) -> None:
    slower, initial = own

    def step(gradients: Numbers, _place: float) -> float:
        eta = at(rate, gradients) / (1 + (len(gradients) - 1) * slower)
        squares = initial + math.fsum(g * g for g in gradients)
        return -eta * gradients[-1] / (math.sqrt(squares) + eps)

    problem = Problem(seed)
    made = OPTIMIZERS.make_adagrad(rate, slower, decay, initial, eps)
    assert_same(problem.by_note(made), problem.by_reference(step, decay))


@EXAMPLES
@given(seeds, rates, st.sampled_from([(0.99, 0), (0.97, 0.9)]), st.booleans(), epsilons)
def test_rmsprop(
    seed: int, rate: float | Rate, own: tuple[float, float], centered: bool, eps: float
) -> None:
    alpha, momentum = own
    scaled: dict[int, Numbers] = {}
    """Of each coordinate, known by its list of gradients."""

    def step(gradients: Numbers, _place: float) -> float:
        spread = averaged([g * g for g in gradients], alpha)
        if centered:
            spread -= averaged(gradients, alpha) ** 2
        steps = scaled.setdefault(id(gradients), [])
        steps.append(gradients[-1] / (math.sqrt(spread) + eps))
        return -at(rate, gradients) * faded(steps, momentum)

    problem = Problem(seed)
    made = OPTIMIZERS.make_rmsprop(rate, alpha, eps, momentum=momentum, centered=centered)
    assert_same(problem.by_note(made), problem.by_reference(step))


def adam_step(gradients: Numbers, betas: tuple[float, float], eps: float) -> float:
    """By the rate: the quotient of two averages whose weights add up to 1."""
    b1, b2 = betas
    mean = averaged(gradients, b1) / (1 - b1 ** len(gradients))
    square = averaged([g * g for g in gradients], b2) / (1 - b2 ** len(gradients))
    return -mean / (math.sqrt(square) + eps)


BETAS = st.sampled_from([(0.9, 0.999), (0.8, 0.99), (0.0, 0.98)])


@EXAMPLES
@given(seeds, rates, BETAS, decays, epsilons)
def test_adam(
    seed: int, rate: float | Rate, betas: tuple[float, float], decay: float, eps: float
) -> None:
    def step(gradients: Numbers, _place: float) -> float:
        return at(rate, gradients) * adam_step(gradients, betas, eps)

    problem = Problem(seed)
    made = ADAM.make_adam(rate, betas, eps, weight_decay=decay)
    assert_same(problem.by_note(made), problem.by_reference(step, decay))


@EXAMPLES
@given(seeds, rates, BETAS, decays, epsilons)
def test_adamw(
    seed: int, rate: float | Rate, betas: tuple[float, float], decay: float, eps: float
) -> None:
    def step(gradients: Numbers, place: float) -> float:
        eta = at(rate, gradients)
        return eta * adam_step(gradients, betas, eps) - eta * decay * place

    problem = Problem(seed)
    made = OPTIMIZERS.make_adamw(rate, betas, eps, weight_decay=decay)
    assert_same(problem.by_note(made), problem.by_reference(step))


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        # With gradients of 3 and 4: for example sqrt(0.01 * 9) = 0.3, so the first is 3 / 0.3.
        ("make_sgd", [-0.003, -0.004]),
        ("make_adagrad", [-0.01, -0.01 * 4 / 5]),
        ("make_rmsprop", [-0.03 / (0.3 + 1e-8), -0.04 / (math.sqrt(0.0891 + 0.16) + 1e-8)]),
        ("make_adamw", [-0.001 - 2e-5, -0.001 * (0.67 / 0.19) / math.sqrt(12.501750875) - 2e-5]),
    ],
)
def test_defaults_by_hand(name: str, steps: Numbers) -> None:
    """Of PyTorch; the parameter is 2 at both steps."""
    step = getattr(OPTIMIZERS, name)()
    place = [np.array(2.0)]
    assert_same([step([np.array(g)], place)[0] for g in (3.0, 4.0)], steps)


# --- schedules ---


@given(st.floats(1e-4, 10), st.integers(1, 50), st.floats(0.1, 1))
def test_step_lr(rate: float, size: int, gamma: float) -> None:
    expected = [rate]
    for k in range(1, STEPS):
        expected.append(expected[-1] * (gamma if k % size == 0 else 1))
    assert_same([SCHEDULES.step_lr(rate, size, gamma)(k) for k in range(STEPS)], expected)


@given(st.floats(1e-4, 10), st.floats(0.9, 1))
def test_constant_and_exponential(rate: float, gamma: float) -> None:
    expected = [rate]
    for _ in range(1, STEPS):
        expected.append(expected[-1] * gamma)
    assert_same([SCHEDULES.exponential(rate, gamma)(k) for k in range(STEPS)], expected)
    assert {SCHEDULES.constant(rate)(k) for k in range(STEPS)} == {rate}


@given(st.floats(1e-4, 10), st.floats(0, 1e-4))
def test_cosine(rate: float, lowest: float) -> None:
    """By the recursion that PyTorch computes with."""
    expected = [rate]
    for k in range(1, STEPS + 1):
        turns = [1 + math.cos(math.pi * each / STEPS) for each in (k - 1, k)]
        expected.append(lowest + (expected[-1] - lowest) * turns[1] / turns[0])
    found = [SCHEDULES.cosine(rate, STEPS, lowest)(k) for k in range(STEPS + 1)]
    assert_same(found, expected)


@given(st.floats(1e-4, 10), st.integers(1, 100), st.floats(0.01, 1))
def test_warm_up(rate: float, steps: int, start: float) -> None:
    after = SCHEDULES.exponential(rate, 0.99)
    rising = np.interp(range(steps), [0, steps], [rate * start, rate]).tolist()
    expected = [*rising, *(after(k) for k in range(STEPS - steps))]
    assert_same([SCHEDULES.warm_up(after, steps, start)(k) for k in range(STEPS)], expected)


@given(
    st.lists(st.one_of(st.floats(0, 10), st.integers(0, 3)), min_size=1, max_size=STEPS),
    st.integers(0, 12),
    st.integers(0, 5),
    st.sampled_from([0.0, 0.01]),
)
def test_plateau(losses: Numbers, patience: int, cooldown: int, lowest: float) -> None:
    """The reference counts from the last event instead of counting what was bad."""
    best, event, rate, expected = math.inf, -1, 0.5, []
    for k, loss in enumerate(losses):
        if loss < best * (1 - 1e-4):
            best, event = loss, max(event, k)
        if k - event > patience:
            lower = max(0.1 * rate, lowest)
            rate = lower if rate - lower > 1e-8 else rate
            event = k + cooldown
        expected.append(rate)
    watch = SCHEDULES.Plateau(0.5, patience=patience, cooldown=cooldown, lowest=lowest)
    assert_same([watch.step(loss) for loss in losses], expected)


@given(st.floats(0, 0.01), st.floats(0.02, 1), st.integers(1, 40))
def test_triangles(lowest: float, highest: float, half: int) -> None:
    corners = range(0, STEPS + 2 * half, half)
    for name, fades in (("triangular", 1.0), ("triangular2", 0.5)):
        heights = [
            lowest + (highest - lowest) * (number % 2) * fades ** (number // 2)
            for number in range(len(corners))
        ]
        expected = np.interp(range(STEPS), corners, heights)
        rate = getattr(CYCLES, name)(lowest, highest, half)
        assert_same([rate(k) for k in range(STEPS)], expected)


@given(st.floats(0.001, 10), st.integers(20, STEPS), st.floats(0.1, 0.9))
def test_one_cycle(highest: float, steps: int, rising: float) -> None:
    """With squares of sine and cosine instead of a shifted cosine."""
    corners = [(0, highest / 25), (rising * steps - 1, highest), (steps - 1, highest / 25e4)]
    rate = CYCLES.one_cycle(highest, steps, rising)
    for k in range(steps):
        (begin, a), (end, b) = next(
            each for each in pairwise(corners) if k <= each[1][0] or each[1] == corners[-1]
        )
        part = math.pi / 2 * (k - begin) / (end - begin)
        assert_same(rate(k), a * math.cos(part) ** 2 + b * math.sin(part) ** 2)


# --- clipping ---


@given(seeds, st.floats(0.01, 20))
def test_clipping(seed: int, limit: float) -> None:
    rng = np.random.default_rng(seed)
    gradients = [rng.normal(size=shape) * 3 for shape in ((), (4,), (2, 3))]
    flat = [float(value) for each in gradients for value in each.ravel()]

    by_value = CLIPPING.clip_by_value(gradients, limit)
    cut = [sorted([-limit, g, limit])[1] for g in flat]
    assert_same(np.concatenate([np.ravel(each) for each in by_value]), cut)

    by_norm = CLIPPING.clip_by_norm(gradients, limit)
    norm = math.hypot(*flat)
    shorter = [g * limit / (norm + 1e-6) if norm + 1e-6 > limit else g for g in flat]
    assert_same(np.concatenate([np.ravel(each) for each in by_norm]), shorter)
    assert [each.shape for each in by_norm] == [each.shape for each in gradients]


@EXAMPLES
@given(seeds, st.floats(0.5, 5))
def test_clipped_descent_under_a_schedule(seed: int, limit: float) -> None:
    """All three together over 200 steps."""
    problem = Problem(seed)
    step = OPTIMIZERS.make_sgd(SCHEDULES.cosine(0.1, STEPS), momentum=0.9)
    found = problem.by_note(lambda gradients, _: step(CLIPPING.clip_by_norm(gradients, limit)))
    place, velocity, path = problem.start.tolist(), [0.0] * SIZE, []
    for k, noise in enumerate(problem.noise):
        slope = (problem.hessian @ place - problem.linear + noise).tolist()
        factor = min(1, limit / (math.hypot(*slope) + 1e-6))
        velocity = [0.9 * v + factor * g for v, g in zip(velocity, slope, strict=True)]
        eta = 0.1 * math.cos(math.pi * k / STEPS / 2) ** 2
        place = [x - eta * v for x, v in zip(place, velocity, strict=True)]
        path.append(place)
    assert_same(found, path)
