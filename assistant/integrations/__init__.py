"""The assistant inside other programs: LangChain, tools for MCP."""
