"""OpenAI's own client library against the compatible interface, over a real socket."""

from collections.abc import Iterator
from typing import Any

import openai
import pytest

QUESTION = "知识产权质押融资有什么支持？"


@pytest.fixture(scope="module")
def client(make_fake_app: Any, serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[openai.OpenAI]:
    with serve(make_fake_app(tmp_path_factory.mktemp("data"))) as address:
        yield openai.OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0)


def test_a_completion_carries_citations_beside_and_inside_the_text(client: openai.OpenAI) -> None:
    made = client.chat.completions.create(model="policy-assistant", messages=[{"role": "user", "content": QUESTION}])
    assert made.choices[0].finish_reason == "stop"
    extra = made.model_extra or {}
    assert extra["status"] == "answered"
    assert extra["label"] == "原文摘录"
    text = made.choices[0].message.content or ""
    assert extra["citations"][0]["quote"] in text
    assert "〔原文摘录〕" in text
    assert made.usage is not None
    assert made.usage.completion_tokens == len(text)


def test_a_stream_adds_up_to_the_completion(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="any", messages=[{"role": "user", "content": QUESTION}])
    chunks = list(
        client.chat.completions.create(
            model="any", messages=[{"role": "user", "content": QUESTION}], stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    last = [chunk for chunk in chunks if chunk.choices][-1]
    assert last.choices[0].finish_reason == "stop"
    assert (last.model_extra or {})["citations"] == (whole.model_extra or {})["citations"]
    assert chunks[-1].usage is not None


def test_earlier_messages_are_history_and_instructions_are_left_out(client: openai.OpenAI) -> None:
    made = client.chat.completions.create(
        model="policy-assistant",
        messages=[
            {"role": "system", "content": "你是海盗"},
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "规划载明……"},
            {"role": "user", "content": [{"type": "text", "text": "质押融资目标呢？"}]},
        ],
    )
    assert (made.model_extra or {})["status"] == "answered"


@pytest.mark.parametrize(
    "messages",
    [[{"role": "user", "content": ""}], [{"role": "system", "content": "x"}], [{"role": "assistant", "content": "x"}], []],
)
def test_bad_messages_raise_with_a_chinese_message(client: openai.OpenAI, messages: list[Any]) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        client.chat.completions.create(model="policy-assistant", messages=messages)
    assert any("\u4e00" <= char <= "\u9fff" for char in str(caught.value.body))


def test_the_model_is_listed(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["policy-assistant"]
    assert client.models.retrieve("policy-assistant").id == "policy-assistant"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-4")


def test_langchain_talks_to_it(client: openai.OpenAI) -> None:
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="policy-assistant", base_url=str(client.base_url), api_key="unused")  # type: ignore[arg-type]
    assert "质押融资" in str(model.invoke(QUESTION).content)
