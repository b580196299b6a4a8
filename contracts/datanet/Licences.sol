// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {ILicences} from "../interfaces/ILicences.sol";

import {LicenceChoices} from "../libraries/LicenceChoices.sol";
import {LicenceReader} from "../libraries/LicenceReader.sol";
import {LicenceTable} from "../libraries/LicenceTable.sol";
import {SpdxExpression} from "../libraries/SpdxExpression.sol";

import {AssetKind} from "../types/AssetKind.sol";
import {LicenceClass} from "../types/LicenceClass.sol";

/// @title Licences
/// @dev Holds no money and decides nothing for itself: registries ask it when terms, models, adapters and offerings are published. Governance may only
/// add ids; whoever relied on one keeps what it meant.
contract Licences is ILicences, AccessManaged {
    using LicenceReader for LicenceReader.Reader;

    /// @notice Most choices of one expression, and of works used together.
    uint256 public constant MAX_CHOICES = LicenceChoices.MAX_CHOICES;
    /// @dev Ids are told apart by so many bits of their hash.
    uint256 private constant IDENTITY_SHIFT = 16;

    mapping(bytes32 idHash => LicenceClass) private _added;

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc ILicences
    function add(string calldata id, LicenceClass licenceClass) external restricted {
        SpdxExpression.requireExpression(id);
        bytes memory lowered = LicenceReader.lower(bytes(id));
        LicenceReader.Reader memory reader = LicenceReader.Reader({text: bytes(id), position: 0});
        reader.takeId();
        require(reader.position == bytes(id).length, Licences_Syntax(id, reader.position));
        require(licenceClass != LicenceClass.Unknown, Licences_BadClass(licenceClass));
        (LicenceClass known, ) = _find(lowered);
        require(known == LicenceClass.Unknown, Licences_AlreadyKnown(id));

        _added[keccak256(lowered)] = licenceClass;
        emit LicenceAdded(id, licenceClass, msg.sender);
    }

    /// @inheritdoc ILicences
    function classOf(string calldata id) external view returns (LicenceClass licenceClass) {
        (licenceClass, ) = _find(LicenceReader.lower(bytes(id)));
    }

    /// @inheritdoc ILicences
    function choicesOf(string calldata expression) external view returns (uint256[] memory choices) {
        SpdxExpression.requireExpression(expression);
        LicenceReader.Reader memory reader = LicenceReader.Reader({text: bytes(expression), position: 0});
        uint256[] memory all = _either(reader);
        require(reader.next(false).length == 0, Licences_Syntax(expression, reader.position));

        uint256[] memory usable = new uint256[](all.length);
        uint256 count;
        for (uint256 i = 0; i < all.length; ++i) {
            if (LicenceChoices.isUsable(all[i])) usable[count++] = all[i];
        }
        return LicenceChoices.prune(usable, count);
    }

    /// @inheritdoc ILicences
    function together(Work[] calldata works) external pure returns (uint256[] memory choices) {
        for (uint256 i = 0; i < works.length; ++i) {
            if (works[i].choices.length == 0) continue;
            if (choices.length == 0) {
                choices = works[i].choices;
                continue;
            }
            choices = LicenceChoices.join(choices, works[i].choices);
            if (choices.length == 0) _refuse(works, i);
        }
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev Names the first earlier work that does not go together with `index`.
    function _refuse(Work[] calldata works, uint256 index) private pure {
        Work calldata work = works[index];
        for (uint256 i = 0; i < index; ++i) {
            if (works[i].choices.length == 0 || LicenceChoices.join(works[i].choices, work.choices).length != 0) continue;
            revert Licences_Incompatible(work.kind, work.id, works[i].kind, works[i].id);
        }
        revert Licences_Incompatible(work.kind, work.id, AssetKind.None, 0);
    }

    function _either(LicenceReader.Reader memory reader) private view returns (uint256[] memory choices) {
        choices = _both(reader);
        while (reader.takes("or")) {
            uint256[] memory more = _both(reader);
            uint256 count = choices.length + more.length;
            require(count <= MAX_CHOICES, Licences_TooManyChoices(count, MAX_CHOICES));
            uint256[] memory all = new uint256[](count);
            for (uint256 i = 0; i < count; ++i) all[i] = i < choices.length ? choices[i] : more[i - choices.length];
            choices = all;
        }
    }

    function _both(LicenceReader.Reader memory reader) private view returns (uint256[] memory choices) {
        choices = _single(reader);
        while (reader.takes("and")) {
            uint256[] memory more = _single(reader);
            uint256 count = choices.length * more.length;
            require(count <= MAX_CHOICES, Licences_TooManyChoices(count, MAX_CHOICES));
            uint256[] memory all = new uint256[](count);
            for (uint256 i = 0; i < count; ++i) {
                all[i] = LicenceChoices.both(choices[i / more.length], more[i % more.length]);
            }
            choices = all;
        }
    }

    function _single(LicenceReader.Reader memory reader) private view returns (uint256[] memory choices) {
        if (reader.takes("(")) {
            choices = _either(reader);
            require(reader.takes(")"), Licences_Syntax(string(reader.text), reader.position));
            return choices;
        }
        bytes memory id = reader.takeId();
        (LicenceClass class, uint256 identity) = _find(id);
        require(class != LicenceClass.Unknown, Licences_UnknownLicence(string(id)));
        if (reader.takes("with") && LicenceTable.isLinkingException(reader.takeId()) && _isCopyleft(class)) {
            class = LicenceClass.WeakCopyleft;
        }
        choices = new uint256[](1);
        choices[0] = LicenceChoices.choiceOf(class, identity);
    }

    /// @param id In lower case.
    function _find(bytes memory id) private view returns (LicenceClass class, uint256 identity) {
        bytes32 hash = keccak256(id);
        identity = uint256(hash) >> IDENTITY_SHIFT;
        if (LicenceReader.isOwn(id)) return (LicenceClass.ShareAlikeAlone, identity);
        (uint8 code, uint64 current) = LicenceTable.find(hash);
        if (code == 0) return (_added[hash], identity);
        return (LicenceClass(code), current);
    }

    function _isCopyleft(LicenceClass class) private pure returns (bool) {
        return class >= LicenceClass.Gpl2Only && class <= LicenceClass.Agpl3;
    }
}
