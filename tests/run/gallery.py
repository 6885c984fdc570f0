"""Plots of every kind that notes have, each a few lines of an author's code.

In: the name of a plot. Out: the figure. Importing this loads matplotlib.
"""

import datetime as dt
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from kb.run.figures import reset

PLOTS: dict[str, Callable[[], None]] = {}


def plot(function: Callable[[], None]) -> Callable[[], None]:
    PLOTS[function.__name__] = function
    return function


def figure_of(name: str) -> Figure:
    plt.close("all")
    reset()
    (PLOTS.get(name) or globals()[name])()
    figure = plt.gcf()
    plt.close("all")
    return figure


X = np.linspace(0, 10, 60)


def chance() -> np.random.Generator:
    return np.random.default_rng(7)


@plot
def lines() -> None:
    plt.plot(X, np.exp(-X / 3) * np.cos(4 * X), label=r"손실 $\eta=0.1$")
    plt.plot(X, X / 10, "k--", label="검정 점선")
    plt.axhline(0, color="gray")
    plt.xlabel("걸음 (step)")
    plt.ylabel(r"손실 $L(\theta)$")
    plt.title("학습률에 따른 진동")
    plt.legend()


@plot
def log_axes() -> None:
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.4))
    left.semilogy(X, np.exp(-X), marker="o")
    left.set_title("반로그")
    right.loglog(X[1:], X[1:] ** 2, label="$x^2$")
    right.loglog(X[1:], X[1:] ** -1.5, label=r"$x^{-3/2}$")
    right.legend()
    fig.tight_layout()


@plot
def twinx() -> None:
    _, axes = plt.subplots()
    axes.plot(X, np.sin(X), color="tab:blue")
    axes.set_ylabel("진폭", color="tab:blue")
    other = axes.twinx()
    other.plot(X, X**2, color="tab:red")
    other.set_ylabel("에너지", color="tab:red")


@plot
def polar() -> None:
    axes = plt.subplot(projection="polar")
    axes.plot(np.linspace(0, 2 * np.pi, 100), 1 + np.cos(np.linspace(0, 2 * np.pi, 100)))
    axes.set_title("심장형 곡선")


@plot
def surface() -> None:
    axes = plt.figure().add_subplot(projection="3d")
    x, y = np.meshgrid(np.linspace(-2, 2, 24), np.linspace(-2, 2, 24))
    axes.plot_surface(x, y, x**2 - y**2, cmap="viridis")
    axes.set(xlabel="가로", ylabel="세로", zlabel="높이", title="안장점")


@plot
def lines_in_space() -> None:
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot(np.cos(X), np.sin(X), X, label="나선")
    axes.scatter([0, 1], [0, 1], [0, 10], color="k")
    axes.legend()


@plot
def imshow() -> None:
    plt.imshow(np.outer(np.sin(X), np.cos(X)), cmap="gray", extent=(0, 1, 0, 1))
    plt.colorbar(label="값")
    plt.plot([0.1, 0.9], [0.1, 0.9], "w-")
    plt.text(0.5, 0.5, "그림 위의 글")
    plt.title("회색 그림")


@plot
def heat_map() -> None:
    data = np.round(chance().random((5, 5)), 2)
    plt.imshow(data)
    for (row, column), value in np.ndenumerate(data):
        plt.text(column, row, f"{value}", ha="center", va="center", color="w")
    plt.xticks(range(5), ["가", "나", "다", "라", "마"], rotation=45)
    plt.title("혼동 행렬")


@plot
def pcolormesh() -> None:
    plt.pcolormesh(np.arange(9), np.arange(7), chance().random((6, 8)), cmap="gray")
    plt.colorbar()
    plt.axvline(4, color="k")


@plot
def gouraud() -> None:
    x, y = np.meshgrid(np.arange(6), np.arange(5))
    plt.pcolormesh(x, y, np.sin(x + y), shading="gouraud")


@plot
def contours() -> None:
    x, y = np.meshgrid(np.linspace(-2, 2, 50), np.linspace(-2, 2, 50))
    drawn = plt.contour(x, y, x**2 + 3 * y**2, levels=8)
    plt.clabel(drawn)
    path = np.array([[-1.8, 1.5], [-1.2, -0.9], [-0.8, 0.5], [-0.4, -0.2], [0, 0]])
    plt.plot(path[:, 0], path[:, 1], "o-k", label="경로")
    plt.legend()


@plot
def filled_contours() -> None:
    x, y = np.meshgrid(np.linspace(-2, 2, 50), np.linspace(-2, 2, 50))
    plt.contourf(x, y, np.sin(x) * np.cos(y), 12, cmap="RdGy")
    plt.contour(x, y, np.sin(x) * np.cos(y), 6, colors="k")
    plt.colorbar()


@plot
def bars() -> None:
    plt.bar(["수학", "영어", "과학"], [3, 7, 5], color=["k", "C1", "C2"], edgecolor="white")
    plt.bar_label(plt.gca().containers[0])
    plt.ylabel("점수")


@plot
def flat_bars() -> None:
    plt.barh(["아주 긴 이름을 가진 항목", "둘", "셋"], [1, 2, 4], label="값")
    plt.legend()


@plot
def stacked_bars() -> None:
    plt.bar([1, 2, 3], [2, 3, 4], label="아래", hatch="//")
    plt.bar([1, 2, 3], [1, 1, 2], bottom=[2, 3, 4], label="위", hatch="..")
    plt.legend()


@plot
def histogram() -> None:
    plt.hist(chance().normal(size=500), bins=25, edgecolor="white")
    plt.xlabel("값")
    plt.ylabel("빈도")


@plot
def step_histogram() -> None:
    plt.hist(chance().normal(size=500), bins=25, histtype="step", label="계단")
    plt.stairs([1, 5, 30], [-3, -2, -1, 0], label="층")
    plt.legend()


@plot
def errorbars() -> None:
    plt.errorbar(range(5), [1, 2, 1.5, 3, 4], yerr=0.4, fmt="o-", capsize=3, label="측정")
    plt.legend()


@plot
def band() -> None:
    plt.fill_between(X, np.sin(X) - 0.3, np.sin(X) + 0.3, alpha=0.3, label="구간")
    plt.plot(X, np.sin(X), label="평균")
    plt.legend()


@plot
def scatter() -> None:
    random = chance()
    plt.scatter(
        random.random(60), random.random(60), c=random.random(60), s=200 * random.random(60)
    )
    plt.colorbar(label="무게")


@plot
def many_points() -> None:
    random = chance()
    plt.scatter(random.normal(size=6000), random.normal(size=6000), s=4, c="k", alpha=0.5)
    plt.title("점이 많은 그림")


@plot
def many_coloured_points() -> None:
    random = chance()
    plt.scatter(random.normal(size=5000), random.normal(size=5000), s=4, c=random.random(5000))
    plt.title("점이 많은 색 그림")


@plot
def fine_surface() -> None:
    axes = plt.figure().add_subplot(projection="3d")
    x, y = np.meshgrid(np.linspace(-2, 2, 90), np.linspace(-2, 2, 90))
    axes.plot_surface(x, y, np.sin(x * y), cmap="viridis", rcount=90, ccount=90)


@plot
def blue_and_dark_red() -> None:
    plt.plot(X, np.sin(X), "b", label="파랑")
    plt.plot(X, np.cos(X), color="darkred", label="짙은 빨강")
    plt.legend()


@plot
def hollow_points() -> None:
    plt.plot(X, np.sqrt(X), "o", mfc="white", mec="k", label="빈 점")
    plt.legend()


@plot
def stem() -> None:
    plt.stem(np.arange(12), 0.8 ** np.arange(12), label="응답")
    plt.legend()


@plot
def steps() -> None:
    plt.step(range(6), [1, 3, 2, 5, 4, 6], where="mid", label="계단 함수")
    plt.legend()


@plot
def boxes() -> None:
    plt.boxplot([chance().normal(size=50), chance().normal(1, 2, size=50)])
    plt.xticks([1, 2], ["대조군", "실험군"])


@plot
def filled_boxes() -> None:
    plt.boxplot([chance().normal(size=50), chance().normal(1, 2, size=50)], patch_artist=True)


@plot
def violins() -> None:
    plt.violinplot([chance().normal(size=80), chance().normal(1, 2, size=80)])


@plot
def pie() -> None:
    plt.pie(
        [50, 30, 20], labels=["사과", "배", "귤"], autopct="%1.0f%%", wedgeprops={"edgecolor": "w"}
    )


@plot
def quiver() -> None:
    x, y = np.meshgrid(np.arange(-3, 4), np.arange(-3, 4))
    plt.quiver(x, y, -y, x)


@plot
def streams() -> None:
    x, y = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-3, 3, 30))
    plt.streamplot(x, y, -y, x, color="k")


@plot
def table() -> None:
    plt.axis("off")
    plt.table([["1", "2"], ["3", "4"]], colLabels=["가", "나"], loc="center")
    plt.title("표")


@plot
def annotations() -> None:
    plt.plot(X, np.sin(X))
    plt.annotate(
        "최댓값",
        (np.pi / 2, 1),
        (4, 1.3),
        arrowprops={"arrowstyle": "->"},
        bbox={"facecolor": "white"},
    )
    plt.annotate("검은 화살", (5, -1), (7, -0.5), arrowprops={"color": "k"})
    plt.ylim(-1.5, 1.6)


@plot
def boxed_texts() -> None:
    _, axes = plt.subplots()
    for number, name in enumerate(["입력", "은닉", "출력"]):
        axes.add_patch(plt.Circle((number, 0.5), 0.3, facecolor="lightblue", edgecolor="k"))
        axes.text(number, 0.5, name, ha="center", va="center")
        axes.annotate("", (number + 0.7, 0.5), (number + 0.3, 0.5), arrowprops={"arrowstyle": "->"})
    axes.text(0, 1, "밀빛 상자", bbox={"facecolor": "wheat", "boxstyle": "round"})
    axes.text(1.5, 1, "종이 위의 글")
    axes.text(1.5, 1.2, "하얀 상자", bbox={"facecolor": "white"})
    axes.set(xlim=(-0.5, 2.5), ylim=(0, 1.4))
    axes.set_aspect("equal")


@plot
def coloured_table() -> None:
    plt.axis("off")
    plt.table(
        [["1", "2"], ["3", "4"]], cellColours=[["wheat", "w"], ["lightblue", "w"]], loc="center"
    )


@plot
def coloured_legend() -> None:
    plt.plot(X, np.sin(X), "k", label="사인")
    plt.legend(facecolor="lightyellow", framealpha=1)


@plot
def formulas() -> None:
    plt.text(
        0.1, 0.6, r"$\nabla L=\frac{\partial L}{\partial \theta},\ \sum_{i=1}^n x_i^2$", size=18
    )
    plt.text(0.1, 0.3, r"학습률 $\eta_t=\eta_0\sqrt{1-t}$일 때", size=14)


@plot
def subplots() -> None:
    fig, axes = plt.subplots(2, 2, layout="constrained", sharex=True)
    for number, one in enumerate(axes.flat):
        one.plot(X, np.sin((number + 1) * X))
        one.set_title(f"{number + 1}번째", fontweight="bold")
    fig.suptitle("네 그림")
    fig.supxlabel("시간")


@plot
def inset() -> None:
    _, axes = plt.subplots()
    axes.plot(X, np.sin(X))
    small = axes.inset_axes((0.6, 0.6, 0.35, 0.35))
    small.plot(X, np.sin(X))
    small.set(xlim=(1, 2), ylim=(0.8, 1.05))
    axes.indicate_inset_zoom(small)


@plot
def days() -> None:
    first = dt.date(2024, 1, 1)
    plt.plot([first + dt.timedelta(days=9 * i) for i in range(12)], np.arange(12) ** 2)
    plt.gcf().autofmt_xdate()
    plt.ylabel("누적 수")


@plot
def categories() -> None:
    plt.plot(["월", "화", "수", "목", "금"], [3, 4, 6, 5, 1], "s-")
    plt.scatter(["월", "수"], [1, 2])


@plot
def hexagons() -> None:
    plt.hexbin(chance().normal(size=900), chance().normal(size=900), gridsize=14, cmap="Greys")
    plt.colorbar()


@plot
def spans() -> None:
    plt.axvspan(2, 4, color="lightgray")
    plt.axhspan(0, 0.5, color="k", alpha=0.1)
    plt.plot(X, np.cos(X), "k")


@plot
def events() -> None:
    plt.eventplot([[1, 2, 3, 5], [2, 4, 4.5]], colors=["k", "C1"])


@plot
def symlog() -> None:
    plt.plot(np.linspace(-100, 100, 80), np.linspace(-100, 100, 80) ** 3)
    plt.yscale("symlog")


@plot
def triangles() -> None:
    random = chance()
    x, y = random.random(40), random.random(40)
    plt.tripcolor(x, y, x * y)
    plt.triplot(x, y, "k-", lw=0.5)


@plot
def cubes() -> None:
    axes = plt.figure().add_subplot(projection="3d")
    axes.bar3d([0, 1, 2], [0, 1, 0], 0, 0.6, 0.6, [1, 3, 2])
    axes.set_title("막대")


@plot
def wireframe() -> None:
    axes = plt.figure().add_subplot(projection="3d")
    x, y = np.meshgrid(np.linspace(-2, 2, 12), np.linspace(-2, 2, 12))
    axes.plot_wireframe(x, y, np.exp(-(x**2) - y**2), color="k")


@plot
def matrix() -> None:
    plt.matshow(np.eye(4))
    plt.title("단위 행렬")


@plot
def spy() -> None:
    plt.spy(np.eye(20))


@plot
def dark_style() -> None:
    plt.style.use("dark_background")
    plt.plot(X, np.sin(X), label="사인")
    plt.legend()
    plt.title("어두운 배경")


@plot
def other_style() -> None:
    plt.style.use("ggplot")
    plt.plot(X, np.sin(X), label="사인")
    plt.legend()
    plt.title("다른 모양")


@plot
def default_style() -> None:
    plt.style.use("default")
    plt.plot(X, np.sin(X), "k", label="사인")
    plt.legend()
    plt.title("기본 모양")
    plt.grid()


@plot
def long_labels() -> None:
    plt.plot(X, X)
    plt.ylabel("아주 긴 세로축 이름이 있어도 잘리지 않아야 하는 그림입니다")
    plt.xlabel("아래\n두 줄")
    plt.legend(["바깥에 놓인 범례"], loc="upper left", bbox_to_anchor=(1.02, 1))


@plot
def wide() -> None:
    plt.figure(figsize=(14, 3))
    plt.plot(X, np.sin(X))
    plt.title("넓은 그림")


@plot
def bold_and_slanted() -> None:
    plt.text(0.1, 0.7, "굵은 Bold 글자", fontweight="bold", size=16)
    plt.text(0.1, 0.5, "기운 Slanted 글자", fontstyle="italic", size=16)
    plt.text(0.1, 0.3, "monospace i=1 고정폭", family="monospace", size=12)
    plt.text(0.6, 0.3, "돌린 글자", rotation=30, size=14)
    plt.text(0.6, 0.8, "<script>alert(1)</script>")


@plot
def nothing() -> None:
    plt.figure()


def missing_glyphs() -> None:
    plt.plot(X, X)
    plt.title("ಠ 없는 글자")
    plt.xlabel(r"$ꙮ$")


@plot
def markers() -> None:
    for number, marker in enumerate("os^vD*xP+"):
        plt.plot([0, 1, 2], [number, number + 0.5, number], marker=marker, label=marker)
    plt.legend(ncol=3, title="기호")


@plot
def sketch() -> None:
    plt.xkcd()
    plt.plot(X, np.sin(X))
    plt.title("손으로 그린 듯")
