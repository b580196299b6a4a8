// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

import {IAgentRegistry} from "../../contracts/interfaces/IAgentRegistry.sol";
import {IAssetRegistry} from "../../contracts/interfaces/IAssetRegistry.sol";
import {IERC8004IdentityRegistry} from "../../contracts/interfaces/IERC8004IdentityRegistry.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AgentId} from "../../contracts/types/AgentId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {ContractWallet} from "../support/registry/Doubles.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

abstract contract AgentRegistryBase is RegistryBase {
    function _agent() internal returns (uint256) {
        vm.prank(owner);
        return agents.register("ipfs://agent");
    }

    function _expectNotAuthorized(uint256 agentId) internal {
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.AssetRegistry_NotAuthorized.selector, agentId, stranger));
        vm.prank(stranger);
    }

    function _expectLength(uint256 length, uint256 minimum, uint256 maximum) internal {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, length, minimum, maximum));
    }

    function _expectMetadataSet(uint256 agentId, string memory key, bytes memory value) internal {
        vm.expectEmit(address(agents));
        emit IERC8004IdentityRegistry.MetadataSet(agentId, key, key, value);
    }
}

contract AgentRegistryStandardTest is AgentRegistryBase {
    /// @dev The numbers of ERC-8004 (2026-01), ERC-5267, ERC-721 metadata and ERC-4906.
    function test_selectors_ofErc8004_succeeds() external view {
        vm.assertEq(uint32(bytes4(keccak256("register()"))), 0x1aa3a008);
        vm.assertEq(uint32(bytes4(keccak256("register(string)"))), 0xf2c298be);
        vm.assertEq(uint32(bytes4(keccak256("register(string,(string,bytes)[])"))), 0x8ea42286);
        vm.assertEq(uint32(IERC8004IdentityRegistry.setAgentURI.selector), 0x0af28bd3);
        vm.assertEq(uint32(IERC8004IdentityRegistry.getMetadata.selector), 0xcb4799f2);
        vm.assertEq(uint32(IERC8004IdentityRegistry.setMetadata.selector), 0x466648da);
        vm.assertEq(uint32(IERC8004IdentityRegistry.setAgentWallet.selector), 0x2d1ef5ae);
        vm.assertEq(uint32(IERC8004IdentityRegistry.getAgentWallet.selector), 0x00339509);
        vm.assertEq(uint32(IERC8004IdentityRegistry.unsetAgentWallet.selector), 0x3fddcf19);
        vm.assertEq(uint32(IERC5267.eip712Domain.selector), 0x84b0196e);
        vm.assertTrue(agents.supportsInterface(0x49064906));
    }

    function test_topics_ofErc8004_succeeds() external pure {
        vm.assertEq(IERC8004IdentityRegistry.Registered.selector, keccak256("Registered(uint256,string,address)"));
        vm.assertEq(IERC8004IdentityRegistry.MetadataSet.selector, keccak256("MetadataSet(uint256,string,string,bytes)"));
        vm.assertEq(IERC8004IdentityRegistry.URIUpdated.selector, keccak256("URIUpdated(uint256,string,address)"));
    }

    /// @dev Calls the three overloads by their selectors, as a client with the ERC's ABI does.
    function test_register_bySelector_succeeds() external {
        _callRegister(abi.encodeWithSelector(0x1aa3a008), 1);
        _callRegister(abi.encodeWithSelector(0xf2c298be, "ipfs://a"), 2);
        IERC8004IdentityRegistry.MetadataEntry[] memory entries = new IERC8004IdentityRegistry.MetadataEntry[](1);
        entries[0] = IERC8004IdentityRegistry.MetadataEntry({metadataKey: "k", metadataValue: "v"});
        _callRegister(abi.encodeWithSelector(0x8ea42286, "ipfs://b", entries), 3);
        vm.assertEq(agents.getMetadata(3, "k"), "v");
    }

    function test_eip712Domain_ofErc8004_succeeds() external view {
        (, string memory name, string memory version, uint256 chain, address verifier, , ) = agents.eip712Domain();
        vm.assertEq(name, "ERC8004IdentityRegistry");
        vm.assertEq(version, "1");
        vm.assertEq(chain, block.chainid);
        vm.assertEq(verifier, address(agents));
    }

    function _callRegister(bytes memory call, uint256 expected) private {
        (bool isDone, bytes memory answer) = address(agents).call(call);
        vm.assertTrue(isDone);
        vm.assertEq(abi.decode(answer, (uint256)), expected);
    }
}

contract AgentRegistryRegisterTest is AgentRegistryBase {
    function test_register_withoutUri_succeeds() external {
        vm.expectEmit(address(agents));
        emit IERC8004IdentityRegistry.Registered(1, "", owner);
        vm.expectEmit(address(agents));
        emit IAgentRegistry.AgentAccountOpened(AgentId.wrap(1), AccountId.wrap(1), owner);
        _expectMetadataSet(1, "agentWallet", abi.encodePacked(owner));
        vm.prank(owner);
        vm.assertEq(agents.register(), 1);

        vm.assertEq(agents.ownerOf(1), owner);
        vm.assertEq(agents.tokenURI(1), "");
        vm.assertEq(agents.getAgentWallet(1), owner);
        vm.assertEq(agents.getMetadata(1, "agentWallet"), abi.encodePacked(owner));
        vm.assertEq(agents.lineageVersionOf(1), 0);
        vm.assertEq(agents.royaltyOf(1), 0);
    }

    function test_register_withMetadata_succeeds() external {
        IERC8004IdentityRegistry.MetadataEntry[] memory entries = _entries(16);
        vm.expectEmit(address(agents));
        emit IERC8004IdentityRegistry.Registered(1, "ipfs://agent", owner);
        _expectMetadataSet(1, "agentWallet", abi.encodePacked(owner));
        _expectMetadataSet(1, entries[0].metadataKey, entries[0].metadataValue);
        vm.prank(owner);
        agents.register("ipfs://agent", entries);
        vm.assertEq(agents.tokenURI(1), "ipfs://agent");
        for (uint256 i = 0; i < 16; ++i) {
            vm.assertEq(agents.getMetadata(1, entries[i].metadataKey), entries[i].metadataValue);
        }
    }

    function test_register_byContractWithoutHook_succeeds() external {
        ContractWallet wallet = new ContractWallet();
        wallet.act(address(agents), abi.encodeWithSignature("register()"));
        vm.assertEq(agents.ownerOf(1), address(wallet));
    }

    function test_register_longUri_reverts() external {
        agents.register(_repeat("a", 8_192));
        _expectLength(8_193, 0, 8_192);
        agents.register(_repeat("a", 8_193));
    }

    function test_register_controlCharacter_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 3, 0x1b));
        agents.register("a b\x1b");
    }

    function test_register_tooManyEntries_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_TooManyEntries.selector, 17, 16));
        agents.register("", _entries(17));
    }

    function test_register_reservedKey_reverts() external {
        IERC8004IdentityRegistry.MetadataEntry[] memory entries = _entries(1);
        entries[0].metadataKey = "agentWallet";
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_ReservedKey.selector, "agentWallet"));
        agents.register("", entries);
        vm.assertEq(agents.assetCount(), 0);
    }

    function _entries(uint256 count) private pure returns (IERC8004IdentityRegistry.MetadataEntry[] memory entries) {
        entries = new IERC8004IdentityRegistry.MetadataEntry[](count);
        for (uint256 i = 0; i < count; ++i) {
            entries[i].metadataKey = _repeat("k", i + 1);
            entries[i].metadataValue = abi.encode(i);
        }
    }
}

contract AgentRegistryMetadataTest is AgentRegistryBase {
    function test_setAgentURI_byOwner_succeeds() external {
        uint256 agentId = _agent();
        vm.expectEmit(address(agents));
        emit IERC8004IdentityRegistry.URIUpdated(agentId, "ipfs://next", owner);
        vm.prank(owner);
        agents.setAgentURI(agentId, "ipfs://next");
        vm.assertEq(agents.tokenURI(agentId), "ipfs://next");
    }

    function test_setAgentURI_byOperatorAndApproved_succeeds() external {
        uint256 agentId = _agent();
        vm.startPrank(owner);
        agents.approve(buyer, agentId);
        agents.setApprovalForAll(curator, true);
        vm.stopPrank();
        vm.prank(buyer);
        agents.setAgentURI(agentId, "ipfs://approved");
        vm.assertEq(agents.tokenURI(agentId), "ipfs://approved");
        vm.prank(curator);
        agents.setAgentURI(agentId, "");
        vm.assertEq(agents.tokenURI(agentId), "");
    }

    function test_setAgentURI_bounds_reverts() external {
        uint256 agentId = _agent();
        vm.startPrank(owner);
        agents.setAgentURI(agentId, _repeat("a", 8_192));
        _expectLength(8_193, 0, 8_192);
        agents.setAgentURI(agentId, _repeat("a", 8_193));
        vm.stopPrank();
    }

    function test_setMetadata_replaces_succeeds() external {
        uint256 agentId = _agent();
        vm.startPrank(owner);
        agents.setMetadata(agentId, "model", "one");
        _expectMetadataSet(agentId, "model", hex"00ff");
        agents.setMetadata(agentId, "model", hex"00ff");
        vm.stopPrank();
        vm.assertEq(agents.getMetadata(agentId, "model"), hex"00ff");
        vm.assertEq(agents.getMetadata(agentId, "other"), "");
        vm.assertEq(agents.getMetadata(99, "model"), "");
    }

    function test_setMetadata_reservedKey_reverts() external {
        uint256 agentId = _agent();
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_ReservedKey.selector, "agentWallet"));
        vm.prank(owner);
        agents.setMetadata(agentId, "agentWallet", abi.encodePacked(stranger));
    }

    function test_setMetadata_bounds_reverts() external {
        uint256 agentId = _agent();
        vm.startPrank(owner);
        agents.setMetadata(agentId, _repeat("k", 64), bytes(_repeat("v", 1_024)));
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_KeyTooLong.selector, 65, 64));
        agents.setMetadata(agentId, _repeat("k", 65), "");
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_ValueTooLong.selector, 1_025, 1_024));
        agents.setMetadata(agentId, "k", bytes(_repeat("v", 1_025)));
        _expectLength(0, 1, 64);
        agents.setMetadata(agentId, "", "");
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 0, 0));
        agents.setMetadata(agentId, "\x00", "");
        vm.stopPrank();
    }

    function test_setters_byStranger_reverts() external {
        uint256 agentId = _agent();
        _expectNotAuthorized(agentId);
        agents.setAgentURI(agentId, "");
        _expectNotAuthorized(agentId);
        agents.setMetadata(agentId, "k", "");
        _expectNotAuthorized(agentId);
        agents.setAgentWallet(agentId, stranger, block.timestamp, "");
        _expectNotAuthorized(agentId);
        agents.unsetAgentWallet(agentId);
        _expectNotAuthorized(agentId);
        agents.declareLineage(agentId, 0, _edges(0));
    }

    function test_setters_unknownAgent_reverts() external {
        _expectUnknownAsset(1);
        agents.setAgentURI(1, "");
        _expectUnknownAsset(1);
        agents.setMetadata(1, "k", "");
        _expectUnknownAsset(1);
        agents.setAgentWallet(1, stranger, block.timestamp, "");
        _expectUnknownAsset(1);
        agents.unsetAgentWallet(1);
        _expectUnknownAsset(1);
        agents.declareLineage(1, 0, _edges(0));
    }
}

contract AgentRegistryWalletTest is AgentRegistryBase {
    uint256 private constant KEY = 0xa11ce;
    bytes32 private constant TYPEHASH = keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");

    function test_setAgentWallet_signedByWallet_succeeds() external {
        uint256 agentId = _agent();
        address wallet = vm.addr(KEY);
        bytes memory signature = _sign(agentId, wallet, owner, block.timestamp + 5 minutes);
        _expectMetadataSet(agentId, "agentWallet", abi.encodePacked(wallet));
        vm.prank(owner);
        agents.setAgentWallet(agentId, wallet, block.timestamp + 5 minutes, signature);
        vm.assertEq(agents.getAgentWallet(agentId), wallet);
        vm.assertEq(agents.getMetadata(agentId, "agentWallet"), abi.encodePacked(wallet));
    }

    function test_setAgentWallet_contractWallet_succeeds() external {
        uint256 agentId = _agent();
        ContractWallet wallet = new ContractWallet();
        uint256 deadline = block.timestamp;
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_BadSignature.selector, address(wallet)));
        vm.prank(owner);
        agents.setAgentWallet(agentId, address(wallet), deadline, "anything");

        wallet.approveDigest(_digest(agentId, address(wallet), owner, deadline));
        vm.prank(owner);
        agents.setAgentWallet(agentId, address(wallet), deadline, "anything");
        vm.assertEq(agents.getAgentWallet(agentId), address(wallet));
    }

    function test_setAgentWallet_keyOfDelegatedAccount_succeeds() external {
        uint256 agentId = _agent();
        address wallet = vm.addr(KEY);
        vm.etch(wallet, address(new ContractWallet()).code);
        bytes memory signature = _sign(agentId, wallet, owner, block.timestamp);
        vm.prank(owner);
        agents.setAgentWallet(agentId, wallet, block.timestamp, signature);
        vm.assertEq(agents.getAgentWallet(agentId), wallet);
    }

    function test_setAgentWallet_zeroWallet_reverts() external {
        uint256 agentId = _agent();
        _expectRevert(IAgentRegistry.AgentRegistry_ZeroWallet.selector);
        vm.prank(owner);
        agents.setAgentWallet(agentId, address(0), block.timestamp, "");
    }

    function test_setAgentWallet_deadline_reverts() external {
        uint256 agentId = _agent();
        uint256 time = block.timestamp;
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_DeadlinePassed.selector, time - 1, time));
        agents.setAgentWallet(agentId, stranger, time - 1, "");
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_DeadlineTooFar.selector, time + 301, time + 300));
        agents.setAgentWallet(agentId, stranger, time + 301, "");
        vm.stopPrank();
    }

    function test_setAgentWallet_otherWordsSigned_reverts() external {
        uint256 agentId = _agent();
        uint256 other = _agent();
        address wallet = vm.addr(KEY);
        uint256 deadline = block.timestamp + 60;
        _expectBadSignature(agentId, wallet, deadline, _sign(other, wallet, owner, deadline));
        _expectBadSignature(agentId, wallet, deadline, _sign(agentId, stranger, owner, deadline));
        _expectBadSignature(agentId, wallet, deadline, _sign(agentId, wallet, buyer, deadline));
        _expectBadSignature(agentId, wallet, deadline, _sign(agentId, wallet, owner, deadline - 1));
        _expectBadSignature(agentId, stranger, deadline, _sign(agentId, stranger, owner, deadline));
        _expectBadSignature(agentId, wallet, deadline, "");
    }

    function test_setAgentWallet_otherChainOrRegistry_reverts() external {
        uint256 agentId = _agent();
        address wallet = vm.addr(KEY);
        bytes32 words = keccak256(abi.encode(TYPEHASH, agentId, wallet, owner, block.timestamp));
        _expectBadSignature(agentId, wallet, block.timestamp, _signDigest(_typed(words, block.chainid + 1, address(agents))));
        _expectBadSignature(agentId, wallet, block.timestamp, _signDigest(_typed(words, block.chainid, address(models))));
    }

    function test_setAgentWallet_signatureOfSeller_reverts() external {
        uint256 agentId = _agent();
        address wallet = vm.addr(KEY);
        bytes memory signature = _sign(agentId, wallet, owner, block.timestamp);
        vm.prank(owner);
        agents.transferFrom(owner, buyer, agentId);
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_BadSignature.selector, wallet));
        vm.prank(buyer);
        agents.setAgentWallet(agentId, wallet, block.timestamp, signature);
    }

    function test_unsetAgentWallet_empties_succeeds() external {
        uint256 agentId = _agent();
        _expectMetadataSet(agentId, "agentWallet", "");
        vm.prank(owner);
        agents.unsetAgentWallet(agentId);
        vm.assertEq(agents.getAgentWallet(agentId), address(0));
        vm.assertEq(agents.getMetadata(agentId, "agentWallet"), "");
    }

    function test_transferFrom_emptiesWalletOnly_succeeds() external {
        uint256 agentId = _agent();
        vm.startPrank(owner);
        agents.setMetadata(agentId, "k", "v");
        _expectMetadataSet(agentId, "agentWallet", "");
        agents.transferFrom(owner, buyer, agentId);
        vm.stopPrank();
        vm.assertEq(agents.getAgentWallet(agentId), address(0));
        vm.assertEq(agents.getMetadata(agentId, "k"), "v");
        vm.assertEq(agents.tokenURI(agentId), "ipfs://agent");
    }

    function test_getAgentWallet_unknownAgent_succeeds() external view {
        vm.assertEq(agents.getAgentWallet(7), address(0));
    }

    function _expectBadSignature(uint256 agentId, address wallet, uint256 deadline, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_BadSignature.selector, wallet));
        vm.prank(owner);
        agents.setAgentWallet(agentId, wallet, deadline, signature);
    }

    function _sign(uint256 agentId, address wallet, address tokenOwner, uint256 deadline) private view returns (bytes memory) {
        return _signDigest(_digest(agentId, wallet, tokenOwner, deadline));
    }

    function _signDigest(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    function _digest(uint256 agentId, address wallet, address tokenOwner, uint256 deadline) private view returns (bytes32) {
        bytes32 words = keccak256(abi.encode(TYPEHASH, agentId, wallet, tokenOwner, deadline));
        return _typed(words, block.chainid, address(agents));
    }

    function _typed(bytes32 words, uint256 chain, address verifier) private pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("ERC8004IdentityRegistry"),
                keccak256("1"),
                chain,
                verifier
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, words));
    }
}

contract AgentRegistryLineageTest is AgentRegistryBase {
    function setUp() public override {
        super.setUp();
        _datanet();
        _model(_edges(0));
        adapters.register(
            IAdapterRegistry.Adapter({name: "A", uri: "", weightsHash: "a", baseModel: ModelId.wrap(1), royaltyBps: 0}),
            _edges(0)
        );
    }

    function test_declareLineage_replaces_succeeds() external {
        uint256 agentId = _agent();
        ILineage.Edge[] memory edges = _edges(3);
        edges[0] = _uses(AssetKind.Model, 1);
        edges[1] = _uses(AssetKind.Adapter, 1);
        edges[2] = _uses(AssetKind.Datanet, 1);
        vm.expectEmit(address(agents));
        emit IAgentRegistry.AgentLineageDeclared(AgentId.wrap(1), 1, 5_000, edges, owner);
        vm.prank(owner);
        agents.declareLineage(agentId, 5_000, edges);
        vm.assertEq(abi.encode(agents.edgesOf(agentId)), abi.encode(edges));
        vm.assertEq(agents.royaltyOf(agentId), 5_000);
        vm.assertEq(agents.lineageVersionOf(agentId), 1);

        edges = _edges(_uses(AssetKind.Datanet, 1));
        vm.prank(owner);
        agents.declareLineage(agentId, 100, edges);
        vm.assertEq(abi.encode(agents.edgesOf(agentId)), abi.encode(edges));
        vm.assertEq(agents.royaltyOf(agentId), 100);
        vm.assertEq(agents.lineageVersionOf(agentId), 2);
    }

    function test_declareLineage_royaltyTooLarge_reverts() external {
        uint256 agentId = _agent();
        vm.expectRevert(abi.encodeWithSelector(IAgentRegistry.AgentRegistry_RoyaltyTooLarge.selector, 5_001, 5_000));
        vm.prank(owner);
        agents.declareLineage(agentId, 5_001, _edges(0));
    }

    function test_declareLineage_unknownParent_reverts() external {
        uint256 agentId = _agent();
        AssetKind[3] memory kinds = [AssetKind.Datanet, AssetKind.Model, AssetKind.Adapter];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, kinds[i], 2));
            vm.prank(owner);
            agents.declareLineage(agentId, 0, _edges(_uses(kinds[i], 2)));
        }
    }

    function test_declareLineage_everyBadCombination_reverts() external {
        uint256 agentId = _agent();
        for (uint256 relation = 0; relation < 4; ++relation) {
            for (uint256 kind = 0; kind < 5; ++kind) {
                for (uint32 extra = 0; extra < 3; ++extra) {
                    ILineage.Edge memory edge = _edge(
                        ILineage.Relation(relation),
                        AssetKind(kind),
                        1,
                        extra == 1 ? 1 : 0,
                        extra == 2 ? 1 : 0
                    );
                    bool isUse = relation == 3 && extra == 0 && kind >= 1 && kind <= 3;
                    if (!isUse) {
                        vm.expectRevert(
                            abi.encodeWithSelector(
                                ILineage.Lineage_BadEdge.selector,
                                edge.relation,
                                edge.kind,
                                edge.snapshot,
                                edge.weightPpm
                            )
                        );
                    }
                    vm.prank(owner);
                    agents.declareLineage(agentId, 0, _edges(edge));
                }
            }
        }
    }

    function test_declareLineage_tooWide_reverts() external {
        uint256 agentId = _agent();
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TooWide.selector, 9, 8));
        vm.prank(owner);
        agents.declareLineage(agentId, 0, _edges(9));
    }

    function test_declareLineage_duplicateParent_reverts() external {
        uint256 agentId = _agent();
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_DuplicateParent.selector, AssetKind.Model, 1));
        vm.prank(owner);
        agents.declareLineage(agentId, 0, _edges(_uses(AssetKind.Model, 1), _uses(AssetKind.Model, 1)));
    }

    function test_views_unknownAgent_reverts() external {
        _expectUnknownAsset(1);
        agents.edgesOf(1);
        _expectUnknownAsset(1);
        agents.lineageVersionOf(1);
    }
}
